package dev.dbmerge.internal.journal;

import java.util.Objects;

/**
 * What a target's journal says of its promotion.
 *
 * @param runId of the run that made the target
 * @param live the database whose tables are replaced
 * @param previous the database that takes them
 * @param way how, such as {@code lock-rename}
 */
public record PromotionRecord(String id, String runId, String live, String previous, String way, State state) {
    public PromotionRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(state, "state");
    }

    /** How far it is. */
    public enum State {
        /** The target is caught up; the live database has its tables. */
        BEGUN,
        /** The swap is about to happen, or did: what exists tells. */
        SWAPPING,
        /** It happened; views, routines and events may still be the former ones. */
        SWAPPED,
        /** All is done. */
        DONE,
        /** Nothing happened, and what had been prepared was taken back. */
        UNDONE
    }

    /** Tells whether neither its end nor its undoing was noted. */
    public boolean open() {
        return state != State.DONE && state != State.UNDONE;
    }
}
