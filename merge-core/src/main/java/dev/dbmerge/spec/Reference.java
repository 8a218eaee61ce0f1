package dev.dbmerge.spec;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.yaml.YamlText;
import java.util.List;
import java.util.Objects;

/**
 * Columns that point at rows of another table, whether or not a foreign key says so.
 *
 * @param table the table whose columns point
 * @param columns one, or as many as a key of several columns has
 * @param toTable the table whose rows are pointed at
 * @param toColumns as many, in the same order
 * @param at where the spec says it
 */
public record Reference(
        String table, List<String> columns, String toTable, List<String> toColumns, Orphans orphans, Position at) {
    public Reference {
        Objects.requireNonNull(table, "table");
        columns = List.copyOf(columns);
        Objects.requireNonNull(toTable, "toTable");
        toColumns = List.copyOf(toColumns);
        if (columns.isEmpty() || columns.size() != toColumns.size()) {
            throw new IllegalArgumentException("a reference has as many columns as it points at: " + columns);
        }
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
        /** The columns become NULL. */
        SET_NULL
    }

    /** Tells whether the run removes or changes rows that point nowhere. */
    public boolean changesRows() {
        return orphans == Orphans.DELETE || orphans == Orphans.SET_NULL;
    }

    /** Gives the reference as the spec writes it. */
    public String text() {
        return side(table, columns) + " -> " + side(toTable, toColumns);
    }

    /** Gives {@code table.column}, or {@code table.(one, other)}. */
    public static String side(String table, List<String> columns) {
        return table + "." + (columns.size() == 1 ? columns.get(0) : "(" + String.join(", ", columns) + ")");
    }

    /** Gives the line of a spec that says what the orphans of a reference mean. */
    public static String line(
            String table, List<String> columns, String toTable, List<String> toColumns, String orphans) {
        return "{ from: " + written(table, columns) + ", to: " + written(toTable, toColumns) + ", orphans: " + orphans
                + " }";
    }

    private static String written(String table, List<String> columns) {
        return YamlText.scalar(
                side(name(table), columns.stream().map(Reference::name).toList()));
    }

    private static String name(String name) {
        return name.matches("[^\\s.,`>()]+") ? name : "`" + name + "`";
    }
}
