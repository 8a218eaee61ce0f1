package dev.dbmerge.internal.capture;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A table of production whose writers are followed.
 *
 * @param key the columns of its primary key; none where rows cannot be told by it, so that any write concerns the whole table
 * @param places where these stand among all columns of the table, from 0
 */
public record WatchedTable(String name, List<Column> key, List<Integer> places) {
    private static final Set<ColumnType> KNOWN =
            Set.of(ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.TEXT, ColumnType.BYTES);

    public WatchedTable {
        Objects.requireNonNull(name, "name");
        key = List.copyOf(key);
        places = List.copyOf(places);
    }

    /** Watches a table by its primary key, where it has one of whole numbers, decimals, texts or bytes. */
    public static WatchedTable of(Table table) {
        List<Column> key = table.primaryKey()
                .filter(primary -> primary.columns().equals(primary.parts()))
                .map(Key::columns)
                .map(table::columns)
                .filter(columns -> columns.stream().allMatch(column -> KNOWN.contains(ColumnType.of(column))))
                .orElse(List.of());
        return new WatchedTable(
                table.name(), key, key.stream().map(table.columns()::indexOf).toList());
    }

    /** Tells whether rows are told by their keys. */
    public boolean keyed() {
        return !key.isEmpty();
    }
}
