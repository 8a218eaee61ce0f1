package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of a case in one database as the server holds them, before its subject runs. */
final class PlacedRows {
    private final RowReader reader;
    private final Placement placement;
    private final Map<Table, List<StoredRow>> before = new LinkedHashMap<>();
    private final Map<String, Set<String>> parents = new HashMap<>();

    /**
     * Reads what was just put in.
     *
     * @throws BrokenCaseException when the server holds another value than the case writes
     */
    PlacedRows(RowReader reader, Placement placement) {
        this.reader = reader;
        this.placement = placement;
        for (Table table : placement.touched()) {
            List<StoredRow> rows = reader.read(placement.schema().name(), table);
            before.put(table, rows);
            compare(table, rows);
        }
    }

    /** Gives each row as it is before. */
    List<RowHistory> rows() {
        List<RowHistory> rows = new ArrayList<>();
        before.forEach((table, list) -> list.forEach(row -> rows.add(history(table, row, Optional.of(row.values())))));
        return rows;
    }

    /** Reads the tables again and says what became of each row. */
    List<RowHistory> histories() {
        List<RowHistory> histories = new ArrayList<>();
        before.forEach((table, rows) -> {
            List<StoredRow> left = rows.isEmpty()
                    ? List.of()
                    : new ArrayList<>(reader.read(placement.schema().name(), table));
            for (StoredRow row : rows) {
                Optional<StoredRow> same =
                        left.stream().filter(one -> one.key().equals(row.key())).findFirst();
                same.ifPresent(left::remove);
                histories.add(history(table, row, same.map(StoredRow::values)));
            }
        });
        return histories;
    }

    private RowHistory history(Table table, StoredRow row, Optional<List<String>> after) {
        return new RowHistory(table, row.label(), !isParent(table, row), row.values(), after);
    }

    private boolean isParent(Table table, StoredRow row) {
        return parents.getOrDefault(table.name(), Set.of()).contains(row.label());
    }

    private void compare(Table table, List<StoredRow> stored) {
        List<MadeRow> made = placement.rows().stream()
                .filter(row -> row.table().name().equals(table.name()))
                .toList();
        List<Column> key = table.columns(table.primaryKey().map(Key::columns).orElse(List.of()));
        Map<List<String>, StoredRow> byKey = new HashMap<>();
        stored.forEach(row -> byKey.put(normal(key, row.key()), row));
        for (int i = 0; i < made.size(); i++) {
            MadeRow row = made.get(i);
            Optional<StoredRow> held = key.isEmpty()
                    ? Optional.of(stored.get(stored.size() - made.size() + i))
                    : row.tuple(key).map(byKey::get);
            held.ifPresent(one -> compare(table, row, one));
        }
    }

    private void compare(Table table, MadeRow row, StoredRow held) {
        if (row.given().isEmpty()) {
            parents.computeIfAbsent(table.name(), name -> new HashSet<>()).add(held.label());
        }
        row.given()
                .ifPresent(given -> given.cells().forEach((name, cell) -> {
                    Column column = table.column(name).orElseThrow();
                    SqlValue value = row.value(column.name()).orElseThrow();
                    String holds = held.values().get(table.columns().indexOf(column));
                    if (StoredValue.changed(column, value, holds)) {
                        throw changed(table, column, cell, holds);
                    }
                }));
    }

    private static BrokenCaseException changed(Table table, Column column, Cell cell, String holds) {
        return new BrokenCaseException(
                cell.at(),
                "The server holds this value of " + table.name() + "." + column.name() + " (" + column.type() + ") as "
                        + holds + ". Write it so.");
    }

    private static List<String> normal(List<Column> key, List<String> values) {
        List<String> normal = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            normal.add(StoredValue.normal(key.get(i), values.get(i)));
        }
        return normal;
    }
}
