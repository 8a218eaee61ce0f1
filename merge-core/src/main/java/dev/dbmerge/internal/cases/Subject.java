package dev.dbmerge.internal.cases;

import java.util.Locale;
import java.util.Objects;

/**
 * What a case tests.
 *
 * @param id a rule's id, an overlaid table, a check's id, or the spec's name
 */
public record Subject(Kind kind, String id) {
    public Subject {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** Gives the step's id, such as {@code cleanup:010-stale-scenarios}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + id;
    }

    /** Kinds of subject. */
    public enum Kind {
        CLEANUP,
        OVERLAY,
        CHECK,
        /** The whole spec. */
        MERGE
    }
}
