package dev.dbmerge.cli.demo;

import java.util.List;
import java.util.Objects;

/** The columns of a table that rows have to give a value to. */
record TableShape(String name, List<ColumnShape> columns) {
    TableShape {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
    }

    boolean has(String column) {
        return columns.stream().anyMatch(c -> c.name().equals(column));
    }
}
