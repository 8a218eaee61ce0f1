package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.testbed.ExpectedRows.ExpectedRow;
import dev.dbmerge.report.CaseDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what became of rows with what a case expects. */
final class RowComparison {
    private static final ExpectedFate KEPT = new ExpectedFate(Fate.KEPT, java.util.Map.of());

    private final List<CaseDifference> differences = new ArrayList<>();

    private RowComparison() {}

    /** Gives what is not as expected, in the order of the rows. */
    static List<CaseDifference> differences(ExpectedRows expected, List<RowHistory> rows) {
        RowComparison comparison = new RowComparison();
        Set<String> listed =
                expected.contents().keySet().stream().map(Table::name).collect(Collectors.toSet());
        rows.stream()
                .filter(row -> !listed.contains(row.table().name()))
                .forEach(row -> comparison.compare(row, expected.fate(row).orElse(KEPT)));
        expected.contents().forEach((table, list) -> comparison.compare(table, list, rows));
        return comparison.differences;
    }

    /**
     * Gives what happens to rows, for a case whose author has not said yet what is expected.
     *
     * @param written the tables whose rows are worth telling though nothing happens to them
     */
    static List<CaseDifference> undecided(List<RowHistory> rows, List<Table> written) {
        RowComparison comparison = new RowComparison();
        for (RowHistory row : rows) {
            if (row.fate() == Fate.CHANGED) {
                comparison.cells(row, index -> Optional.of("?"), true);
            } else if (row.fate() == Fate.REMOVED || row.given() && written.contains(row.table())) {
                comparison.add(row, "?", word(row.fate()));
            }
        }
        return comparison.differences;
    }

    /** Gives the rows that a check finds, for a case whose author has not said yet what is expected. */
    static List<CaseDifference> found(Table check, List<RowHistory> rows) {
        RowComparison comparison = new RowComparison();
        rows.forEach(row -> comparison.add(row, "?", "found"));
        if (rows.isEmpty()) {
            comparison.differences.add(new CaseDifference(check.name(), "", "", "?", "holds"));
        }
        return comparison.differences;
    }

    static String word(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT);
    }

    private void compare(RowHistory row, ExpectedFate expected) {
        if (row.fate() == expected.fate() && expected.values().isEmpty()) {
            return;
        }
        if (row.fate() == Fate.REMOVED
                || expected.fate() == Fate.REMOVED
                || expected.fate() == Fate.CHANGED && expected.values().isEmpty()) {
            add(row, word(expected.fate()), word(row.fate()));
        } else {
            cells(row, index -> Optional.ofNullable(expected.values().get(index)), false);
        }
    }

    /** Computed columns follow the others, so that one that nobody names may change. */
    private void cells(RowHistory row, java.util.function.IntFunction<Optional<String>> expected, boolean changedOnly) {
        List<Column> columns = row.table().columns();
        List<String> after = row.after().orElseThrow();
        for (int i = 0; i < columns.size(); i++) {
            String before = row.before().get(i);
            boolean changed = !after.get(i).equals(before);
            boolean skipped = columns.get(i).generated() && expected.apply(i).isEmpty() || changedOnly && !changed;
            String wanted = expected.apply(i).orElse(before);
            if (!skipped && !after.get(i).equals(wanted)) {
                differences.add(new CaseDifference(
                        row.table().name(), row.label(), columns.get(i).name(), wanted, after.get(i)));
            }
        }
    }

    private void add(RowHistory row, String expected, String actual) {
        differences.add(new CaseDifference(row.table().name(), row.label(), "", expected, actual));
    }

    /** A parent that the case does not speak of is no content of it, unless it changed. */
    private void compare(Table table, List<ExpectedRow> expected, List<RowHistory> rows) {
        List<RowHistory> left = rows.stream()
                .filter(row -> row.table().name().equals(table.name()))
                .filter(row -> row.given() || row.fate() == Fate.CHANGED)
                .filter(row -> row.after().isPresent())
                .collect(Collectors.toCollection(ArrayList::new));
        List<ExpectedRow> open = new ArrayList<>(expected);
        open.removeIf(row -> left.stream()
                .filter(one ->
                        row.equal(one.after().orElseThrow()) == row.values().size())
                .findFirst()
                .map(left::remove)
                .isPresent());
        for (ExpectedRow row : open) {
            Optional<RowHistory> nearest = left.stream()
                    .filter(one -> row.equal(one.after().orElseThrow()) > 0)
                    .max(Comparator.comparingLong(one -> row.equal(one.after().orElseThrow())));
            nearest.ifPresent(left::remove);
            nearest.ifPresentOrElse(one -> differ(one, row), () -> absent(table, row));
        }
        left.forEach(row -> add(row, "absent", "found"));
    }

    private void differ(RowHistory row, ExpectedRow expected) {
        expected.values().forEach((index, value) -> {
            String actual = row.after().orElseThrow().get(index);
            if (!actual.equals(value)) {
                String column = row.table().columns().get(index).name();
                differences.add(new CaseDifference(row.table().name(), row.label(), column, value, actual));
            }
        });
    }

    private void absent(Table table, ExpectedRow row) {
        String label = row.values().entrySet().stream()
                .map(entry -> table.columns().get(entry.getKey()).name() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        differences.add(new CaseDifference(table.name(), label, "", "found", "absent"));
    }
}
