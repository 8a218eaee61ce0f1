package dev.dbmerge.internal.mutation;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.cases.Expectation;
import dev.dbmerge.internal.cases.Given;
import dev.dbmerge.internal.cases.Row;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows to try a rule with.
 *
 * @param rows in order; several may be of one table
 */
record Scenario(List<GivenRow> rows) {
    Scenario {
        rows = List.copyOf(rows);
    }

    /** A row of a table, by the columns that matter. */
    record GivenRow(String table, Map<String, Value> cells) {
        GivenRow {
            cells = new LinkedHashMap<>(cells);
        }

        GivenRow with(String column, Value value) {
            Map<String, Value> changed = new LinkedHashMap<>(cells);
            changed.put(column, value);
            return new GivenRow(table, changed);
        }

        GivenRow without(String column) {
            Map<String, Value> left = new LinkedHashMap<>(cells);
            left.remove(column);
            return new GivenRow(table, left);
        }
    }

    Scenario withoutRow(int index) {
        List<GivenRow> left = new ArrayList<>(rows);
        left.remove(index);
        return new Scenario(left);
    }

    Scenario withRow(int index, GivenRow row) {
        List<GivenRow> changed = new ArrayList<>(rows);
        changed.set(index, row);
        return new Scenario(changed);
    }

    /** Gives the rows by table. */
    Map<String, List<GivenRow>> byTable() {
        Map<String, List<GivenRow>> tables = new LinkedHashMap<>();
        rows.forEach(row ->
                tables.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row));
        return tables;
    }

    /** Makes a case whose expectation is open. */
    RuleCase open(Subject subject, Position at, Optional<String> now) {
        Map<String, List<Row>> given = new LinkedHashMap<>();
        byTable()
                .forEach((table, list) ->
                        given.put(table, list.stream().map(row -> row(at, row)).toList()));
        Expectation expected =
                new Expectation(at, true, List.of(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        return new RuleCase(
                subject,
                "rows to try",
                at,
                now,
                new Given(List.of(), given),
                Given.NOTHING,
                Given.NOTHING,
                "",
                expected);
    }

    private static Row row(Position at, GivenRow row) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        row.cells().forEach((column, value) -> cells.put(column, new Cell(at, value.text(), value.quoted())));
        return new Row(at, cells);
    }
}
