package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.cases.Row;
import dev.dbmerge.internal.cases.Selection;
import dev.dbmerge.internal.cases.TableExpectation;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.testbed.ExpectedRows.ExpectedRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the rows that a case's expectation speaks of. */
final class ExpectationReader {
    private final Schema schema;
    private final Spelling spelling;
    private final CellValues cells;
    private final List<RowHistory> rows;
    private final Map<String, Map<String, ExpectedFate>> fates = new LinkedHashMap<>();
    private final Map<Table, List<ExpectedRow>> contents = new LinkedHashMap<>();

    /**
     * Makes the reader.
     *
     * @param rows every row that is there before
     */
    ExpectationReader(Schema schema, Spelling spelling, CellValues cells, List<RowHistory> rows) {
        this.schema = schema;
        this.spelling = spelling;
        this.cells = cells;
        this.rows = List.copyOf(rows);
    }

    /**
     * Reads it.
     *
     * @param written the tables that the case's subject writes, which an expectation without a table speaks of
     * @throws BrokenCaseException when it names a table, a column or a row that is not there
     */
    ExpectedRows read(List<TableExpectation> expectations, List<Table> written) {
        for (TableExpectation expectation : expectations) {
            List<Table> tables = tables(expectation, written);
            refuseNothing(expectation, tables);
            for (Table table : tables) {
                read(expectation, table);
            }
        }
        return new ExpectedRows(fates, contents);
    }

    /** A case without a row that it speaks of could never fail. */
    private void refuseNothing(TableExpectation expectation, List<Table> tables) {
        boolean nothing = tables.stream().flatMap(table -> of(table).stream()).noneMatch(RowHistory::given);
        if (expectation.all().isPresent() && !tables.isEmpty() && nothing) {
            String names = tables.stream().map(Table::name).collect(Collectors.joining(" or "));
            throw new BrokenCaseException(
                    expectation.at(),
                    "The case expects rows of " + names + " to be "
                            + expectation.all().get().name().toLowerCase(Locale.ROOT)
                            + " and gives none. Give the rows, or expect: { "
                            + tables.get(0).name() + ": [] }.");
        }
    }

    private List<Table> tables(TableExpectation expectation, List<Table> written) {
        if (expectation.table().isPresent()) {
            return List.of(RowMaker.table(schema, expectation.table().get(), expectation.at()));
        }
        boolean one = expectation.all().isPresent() || written.size() == 1;
        if (!one) {
            String names = written.stream().map(Table::name).collect(Collectors.joining(" and "));
            throw new BrokenCaseException(
                    expectation.at(),
                    "The expectation does not say which table it is of: " + names + " are written. Name the table: "
                            + written.get(0).name() + ": { removed: [...] }.");
        }
        return written;
    }

    private void read(TableExpectation expectation, Table table) {
        expectation
                .all()
                .ifPresent(fate -> of(table).stream()
                        .filter(RowHistory::given)
                        .forEach(row -> put(expectation.at(), row, new ExpectedFate(fate, Map.of()))));
        expectation.removed().forEach(selection -> select(table, selection, Fate.REMOVED));
        expectation.kept().forEach(selection -> select(table, selection, Fate.KEPT));
        expectation.changed().forEach(row -> change(table, row));
        expectation
                .rows()
                .ifPresent(list -> contents.put(
                        table,
                        list.stream()
                                .map(row -> new ExpectedRow(spelled(table, row)))
                                .toList()));
    }

    private void select(Table table, Selection selection, Fate fate) {
        Map<Integer, String> wanted =
                selection.key().isEmpty() ? spelled(table, selection.row()) : key(table, selection);
        List<RowHistory> found =
                of(table).stream().filter(row -> matches(row, wanted)).toList();
        if (found.isEmpty()) {
            throw missing(selection.at(), table, wanted);
        }
        found.forEach(row -> put(selection.at(), row, new ExpectedFate(fate, Map.of())));
    }

    private Map<Integer, String> key(Table table, Selection selection) {
        List<String> columns = table.primaryKey().map(Key::columns).orElse(List.of());
        if (columns.size() != selection.key().size()) {
            String has = columns.isEmpty() ? "no primary key" : "the primary key " + String.join(", ", columns);
            throw new BrokenCaseException(
                    selection.at(),
                    table.name() + " has " + has + ", so " + selection.key().size()
                            + (selection.key().size() == 1 ? " value names" : " values name")
                            + " no row of it. Name the row by columns: { column: value }.");
        }
        Map<Integer, String> key = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            put(key, table, columns.get(i), selection.key().get(i));
        }
        return key;
    }

    private void change(Table table, Row row) {
        Map<Integer, String> values = spelled(table, row);
        List<Integer> key = table.primaryKey().map(Key::columns).orElse(List.of()).stream()
                .map(name -> table.columns().indexOf(table.column(name).orElseThrow()))
                .toList();
        boolean named = !key.isEmpty() && values.keySet().containsAll(key);
        Map<Integer, String> wanted = new LinkedHashMap<>(values);
        wanted.keySet().retainAll(named ? key : List.of());
        List<RowHistory> found = of(table).stream()
                .filter(one -> named ? matches(one, wanted) : one.given())
                .toList();
        if (found.isEmpty()) {
            throw missing(row.at(), table, wanted);
        }
        if (found.size() > 1) {
            throw new BrokenCaseException(
                    row.at(),
                    "The case gives " + found.size() + " rows of " + table.name()
                            + ", and this does not say which one changes. Write its key, too: "
                            + found.get(0).label().replaceFirst(" ", ": ") + ".");
        }
        values.keySet().removeAll(wanted.keySet());
        put(row.at(), found.get(0), new ExpectedFate(Fate.CHANGED, values));
    }

    private Map<Integer, String> spelled(Table table, Row row) {
        Map<Integer, String> values = new LinkedHashMap<>();
        row.cells().forEach((name, cell) -> put(values, table, name, cell));
        return values;
    }

    private void put(Map<Integer, String> values, Table table, String name, Cell cell) {
        Column column = RowMaker.column(table, name, cell.at());
        values.put(table.columns().indexOf(column), spelling.of(table, column, cell, cells));
    }

    private void put(Position at, RowHistory row, ExpectedFate fate) {
        ExpectedFate before = fates.computeIfAbsent(row.table().name(), name -> new LinkedHashMap<>())
                .put(row.label(), fate);
        if (before != null && !before.equals(fate)) {
            throw new BrokenCaseException(
                    at,
                    "The row " + row.label() + " of " + row.table().name() + " is expected to be "
                            + RowComparison.word(before.fate()) + " and " + RowComparison.word(fate.fate())
                            + ". Name it once.");
        }
    }

    private static boolean matches(RowHistory row, Map<Integer, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(entry -> row.before().get(entry.getKey()).equals(entry.getValue()));
    }

    private List<RowHistory> of(Table table) {
        return rows.stream()
                .filter(row -> row.table().name().equals(table.name()))
                .toList();
    }

    private BrokenCaseException missing(Position at, Table table, Map<Integer, String> wanted) {
        List<String> parts = new ArrayList<>();
        wanted.forEach((index, value) -> parts.add(table.columns().get(index).name() + " " + value));
        String there = of(table).stream().map(RowHistory::label).collect(Collectors.joining(", "));
        return new BrokenCaseException(
                at,
                "The case gives no row of " + table.name()
                        + (parts.isEmpty() ? "" : " with " + String.join(", ", parts)) + ". "
                        + (there.isEmpty() ? "Write one under given." : "These are there: " + there + "."));
    }
}
