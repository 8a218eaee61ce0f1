package dev.dbmerge.internal.cases;

import dev.dbmerge.error.Position;
import java.util.List;
import java.util.Objects;

/**
 * Names rows of a table: by their primary key, or by the values of some columns.
 *
 * @param key values of the primary key's columns, in their order; empty where {@code row} names them
 * @param row columns and the values that the rows have; without cells where {@code key} names them
 */
public record Selection(Position at, List<Cell> key, Row row) {
    public Selection {
        Objects.requireNonNull(at, "at");
        key = List.copyOf(key);
        Objects.requireNonNull(row, "row");
    }
}
