package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.cases.Row;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.yaml.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes whole rows of those that a case writes: free keys, values that a column must have, and the parents that foreign keys ask for.
 *
 * <p>What has a default or may be NULL is left to the server.
 */
final class RowMaker {
    private static final int TRIES = 10_000;

    private final Schema schema;
    private final CellValues cells;
    private final List<MadeRow> rows = new ArrayList<>();

    /** Makes it for the rows of one database in one case. */
    RowMaker(Schema schema, CellValues cells) {
        this.schema = schema;
        this.cells = cells;
    }

    /**
     * Makes the rows, those of the case first and in its order.
     *
     * @throws BrokenCaseException when the case names a table or a column that is not there
     */
    List<MadeRow> make(Map<String, List<Row>> given) {
        given.forEach((name, list) -> list.forEach(row -> rows.add(row(table(schema, name, row.at()), row))));
        List.copyOf(rows).forEach(this::number);
        // A parent that is made here joins the rows and has its turn.
        for (int i = 0; i < rows.size(); i++) {
            complete(rows.get(i));
        }
        return List.copyOf(rows);
    }

    static Table table(Schema schema, String name, Position at) {
        return schema.table(name)
                .orElseThrow(() -> new BrokenCaseException(
                        at,
                        "There is no table " + name + ". "
                                + Suggestion.sentence(name, schema.tables().keySet())));
    }

    static Column column(Table table, String name, Position at) {
        return table.column(name)
                .orElseThrow(() -> new BrokenCaseException(
                        at,
                        "The table " + table.name() + " has no column " + name + ". "
                                + Suggestion.sentence(
                                        name,
                                        table.columns().stream()
                                                .map(Column::name)
                                                .toList())));
    }

    private MadeRow row(Table table, Row row) {
        Map<String, SqlValue> values = new LinkedHashMap<>();
        row.cells().forEach((name, cell) -> {
            Column column = column(table, name, cell.at());
            refuseGenerated(table, column, cell);
            values.put(column.name(), cells.of(column, cell));
        });
        return new MadeRow(table, Optional.of(row), values);
    }

    private static void refuseGenerated(Table table, Column column, Cell cell) {
        if (column.generated()) {
            throw new BrokenCaseException(
                    cell.at(),
                    "The server computes " + table.name() + "." + column.name()
                            + " from other columns, so no row can be given a value for it. Write those columns.");
        }
    }

    /** Gives a primary key that nothing else decides the next free number. */
    private void number(MadeRow row) {
        List<Column> key = row.table()
                .primaryKey()
                .map(one -> columns(row.table(), one.columns()))
                .orElse(List.of());
        boolean decided = key.stream().filter(column -> !row.has(column)).anyMatch(column -> refers(row, column));
        if (!decided) {
            distinguish(row, key);
        }
    }

    private void complete(MadeRow row) {
        references(row.table()).forEach(key -> follow(row, key));
        for (Key key : row.table().keys()) {
            boolean whole = key.columns().size() == key.parts().size();
            List<Column> columns = columns(row.table(), key.columns());
            if (key.unique() && whole && columns.stream().noneMatch(Column::generated)) {
                distinguish(row, columns);
            }
        }
        for (Column column : row.table().writtenColumns()) {
            if (column.autoIncrement() && !row.has(column)) {
                distinguish(row, List.of(column));
            } else if (!column.fillsItself() && !row.has(column)) {
                row.put(column.name(), TypeValues.nth(row.table(), column, 1));
            }
        }
    }

    /** Fills a key's columns in and changes the last that is free until no other row has the same key. */
    private void distinguish(MadeRow row, List<Column> key) {
        key.stream()
                .filter(column -> !row.has(column)
                        && !column.nullable()
                        && column.defaultValue().isEmpty())
                .forEach(column -> row.put(column.name(), TypeValues.nth(row.table(), column, 1)));
        List<Column> free = key.stream()
                .filter(column -> row.free(column.name()) && !column.generated() && !refers(row, column))
                .toList();
        if (free.isEmpty()) {
            otherParents(row, key);
            return;
        }
        Column last = free.get(free.size() - 1);
        for (int n = 1; n < TRIES && taken(row, key); n++) {
            row.put(last.name(), TypeValues.nth(row.table(), last, n));
        }
    }

    /** A key of nothing but references, such as that of a table of links, is made free by another parent. */
    private void otherParents(MadeRow row, List<Column> key) {
        for (ForeignKey reference : references(row.table())) {
            List<Column> own = columns(row.table(), reference.columns());
            boolean free = own.stream().allMatch(column -> row.free(column.name()));
            if (free && own.stream().anyMatch(key::contains) && taken(row, key)) {
                MadeRow parent = parent(reference, Map.of());
                adopt(row, reference, parent);
            }
        }
    }

    private boolean taken(MadeRow row, List<Column> key) {
        Optional<List<String>> tuple = row.tuple(key);
        return tuple.isPresent()
                && of(row.table()).stream()
                        .anyMatch(other -> other != row && other.tuple(key).equals(tuple));
    }

    private void follow(MadeRow row, ForeignKey key) {
        List<Column> columns = columns(row.table(), key.columns());
        boolean nothing = columns.stream()
                .anyMatch(column -> row.value(column.name())
                        .map(SqlValue::isNull)
                        .orElse(column.nullable() && column.defaultValue().isEmpty() || column.generated()));
        if (nothing) {
            return;
        }
        Map<String, SqlValue> wanted = wanted(row, key);
        Table parents = schema.tables().get(key.parentTable());
        Optional<MadeRow> there =
                of(parents).stream().filter(parent -> holds(parent, wanted)).findFirst();
        adopt(row, key, there.orElseGet(() -> parent(key, wanted)));
    }

    /** Gives the values that the parent has to have, by the parent's columns. */
    private Map<String, SqlValue> wanted(MadeRow row, ForeignKey key) {
        Table parents = schema.tables().get(key.parentTable());
        Map<String, SqlValue> wanted = new LinkedHashMap<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String parentColumn = column(parents, key.parentColumns().get(i)).name();
            row.value(column(row.table(), key.columns().get(i)).name())
                    .ifPresent(value -> wanted.put(parentColumn, value));
        }
        return wanted;
    }

    private static boolean holds(MadeRow parent, Map<String, SqlValue> wanted) {
        return wanted.entrySet().stream()
                .allMatch(entry -> parent.value(entry.getKey())
                        .filter(value -> value.normal().equals(entry.getValue().normal()))
                        .isPresent());
    }

    private MadeRow parent(ForeignKey key, Map<String, SqlValue> values) {
        MadeRow parent = new MadeRow(schema.tables().get(key.parentTable()), Optional.empty(), values);
        rows.add(parent);
        number(parent);
        return parent;
    }

    /** Writes the parent's key into the columns that the case leaves open. */
    private void adopt(MadeRow row, ForeignKey key, MadeRow parent) {
        for (int i = 0; i < key.columns().size(); i++) {
            Column own = column(row.table(), key.columns().get(i));
            Column parents = column(parent.table(), key.parentColumns().get(i));
            if (row.free(own.name())) {
                if (!parent.has(parents)) {
                    distinguish(parent, List.of(parents));
                }
                parent.value(parents.name()).ifPresent(value -> row.put(own.name(), value));
            }
        }
    }

    private List<MadeRow> of(Table table) {
        return rows.stream()
                .filter(row -> row.table().name().equals(table.name()))
                .toList();
    }

    /** Tells whether a foreign key decides the column's value. */
    private boolean refers(MadeRow row, Column column) {
        return references(row.table()).stream()
                .anyMatch(key -> key.columns().stream().anyMatch(column.name()::equalsIgnoreCase));
    }

    /** Gives the foreign keys whose parents can have rows here. */
    private List<ForeignKey> references(Table table) {
        return table.foreignKeys().stream()
                .filter(key -> key.parentSchema().equalsIgnoreCase(schema.name()))
                .filter(key -> schema.table(key.parentTable()).isPresent())
                .toList();
    }

    private static List<Column> columns(Table table, Collection<String> names) {
        return names.stream().map(name -> column(table, name)).toList();
    }

    private static Column column(Table table, String name) {
        return table.column(name)
                .orElseThrow(() -> new IllegalArgumentException(table.name() + " has no column " + name));
    }
}
