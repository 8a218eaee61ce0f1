package dev.dbmerge.report;

import java.util.List;
import java.util.Objects;

/**
 * What became of a promotion that had stopped.
 *
 * @param name the spec's name
 * @param live the live database
 * @param previous the database that keeps the tables that were live; empty text where there is none
 * @param notes what was done, a sentence each
 */
public record RecoveryReport(String name, String live, String previous, End end, List<String> notes) {
    public RecoveryReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(end, "end");
        notes = List.copyOf(notes);
    }

    /** How it ended. */
    public enum End {
        /** No promotion had stopped. */
        NOTHING,
        /** The tables had not been swapped; what had been prepared was taken back. */
        UNDONE,
        /** The tables had been swapped; what follows was done. */
        FINISHED
    }
}
