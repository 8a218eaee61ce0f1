package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.mutation.Query.Source;
import java.util.Objects;

/**
 * What differs from one set of rows to another: a column's value, or how many rows there are.
 *
 * @param source the table of the rule that the row is for
 * @param column empty for the number of rows
 */
record Variable(Source source, String column) {
    Variable {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(column, "column");
    }

    /** Gives the number of rows of a source. */
    static Variable rows(Source source) {
        return new Variable(source, "");
    }

    boolean counts() {
        return column.isEmpty();
    }
}
