package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.Row;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row while {@link RowMaker} fills it: the case's values first, then what the table asks for. */
final class MadeRow {
    private final Table table;
    private final Optional<Row> given;
    private final Map<String, SqlValue> values = new LinkedHashMap<>();
    private final List<String> written;

    /**
     * Makes it.
     *
     * @param given the row as the case writes it; empty for a parent that the case does not speak of
     * @param values by the column's name as the table spells it
     */
    MadeRow(Table table, Optional<Row> given, Map<String, SqlValue> values) {
        this.table = table;
        this.given = given;
        this.values.putAll(values);
        this.written = List.copyOf(values.keySet());
    }

    Table table() {
        return table;
    }

    Optional<Row> given() {
        return given;
    }

    Optional<SqlValue> value(String column) {
        return Optional.ofNullable(values.get(column));
    }

    void put(String column, SqlValue value) {
        values.put(column, value);
    }

    /** Tells whether the value may be replaced by another of the column's type. */
    boolean free(String column) {
        return !written.contains(column);
    }

    /** Gives what a key tells the row apart by; empty where a part is NULL or not known yet. */
    Optional<List<String>> tuple(List<Column> columns) {
        boolean known = columns.stream().allMatch(column -> !normal(column).isEmpty());
        return known
                ? Optional.of(
                        columns.stream().map(column -> normal(column).get()).toList())
                : Optional.empty();
    }

    /** A column that is not written has its default. */
    private Optional<String> normal(Column column) {
        SqlValue value = values.get(column.name());
        if (value != null) {
            return value.isNull() ? Optional.empty() : Optional.of(value.normal());
        }
        return column.defaultValue().map(text -> CellValues.normal(ColumnType.of(column), unquoted(text)));
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("'") && text.endsWith("'")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    boolean has(Column column) {
        return values.containsKey(column.name());
    }

    Map<String, SqlValue> values() {
        return Map.copyOf(values);
    }
}
