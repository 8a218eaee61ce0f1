package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rows of production that the target's table would refuse or change.
 *
 * @param column the target's column; empty where it is about more than one
 * @param subject the column, check or key, as messages name it
 * @param rows how many
 * @param keys up to five of their keys
 */
public record Misfit(Kind kind, Optional<Column> column, String subject, long rows, List<String> keys) {
    public Misfit {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(subject, "subject");
        keys = List.copyOf(keys);
    }

    /** What stands in the way. */
    public enum Kind {
        /** The column would change or refuse the value. */
        VALUE,
        /** NULL in a column that must have a value. */
        NULL,
        /** A CHECK refuses the row. */
        CHECK,
        /** Rows share a key that is unique in the target. */
        DUPLICATE
    }
}
