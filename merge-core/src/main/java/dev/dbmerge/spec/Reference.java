package dev.dbmerge.spec;

import dev.dbmerge.error.Position;
import java.util.Objects;

/**
 * A column that points at rows of another table, without a foreign key that says so.
 *
 * @param table the table whose column points
 * @param toTable the table whose rows are pointed at
 * @param at where the spec says it
 */
public record Reference(String table, String column, String toTable, String toColumn, Orphans orphans, Position at) {
    public Reference {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(toTable, "toTable");
        Objects.requireNonNull(toColumn, "toColumn");
        Objects.requireNonNull(orphans, "orphans");
        Objects.requireNonNull(at, "at");
    }

    /** What rows that point nowhere mean. */
    public enum Orphans {
        /** The target is rejected. */
        FAIL,
        /** The report tells. */
        WARN,
        /** The rows go. */
        DELETE,
        /** The column becomes NULL. */
        SET_NULL
    }

    /** Tells whether the run removes or changes rows that point nowhere. */
    public boolean changesRows() {
        return orphans == Orphans.DELETE || orphans == Orphans.SET_NULL;
    }

    /** Gives the reference as the spec writes it. */
    public String text() {
        return table + "." + column + " -> " + toTable + "." + toColumn;
    }
}
