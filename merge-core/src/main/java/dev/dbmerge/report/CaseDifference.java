package dev.dbmerge.report;

import java.util.Objects;

/**
 * One row or cell of a case that is not as expected.
 *
 * @param row the row's key, such as {@code id 4}
 * @param column the cell's column; empty where the row as a whole differs
 * @param expected a value as SQL spells it, such as {@code 'API '} or {@code NULL}; for a row {@code kept}, {@code removed}, {@code changed},
 *     {@code found} or {@code absent}
 * @param actual as {@code expected}
 */
public record CaseDifference(String table, String row, String column, String expected, String actual) {
    public CaseDifference {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(actual, "actual");
    }
}
