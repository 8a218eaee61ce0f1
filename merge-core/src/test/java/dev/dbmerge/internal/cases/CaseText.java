package dev.dbmerge.internal.cases;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Spells out what was read, so that a test can compare it with a text. */
final class CaseText {
    private final StringJoiner lines = new StringJoiner("\n", "", "\n");

    private CaseText() {}

    static String of(CaseSuite suite) {
        CaseText text = new CaseText();
        suite.cases().forEach(text::ruleCase);
        suite.accepted()
                .forEach((subject, changes) -> changes.forEach(
                        change -> text.lines.add(subject + " accepts " + change.change() + ": " + change.reason())));
        return text.lines.toString();
    }

    private void ruleCase(RuleCase one) {
        lines.add(one.subject() + " | " + one.name() + " | " + one.at()
                + one.now().map(now -> " | now " + now).orElse(""));
        given("target", one.target());
        given("staging", one.staging());
        given("production", one.production());
        one.spec().lines().forEach(line -> lines.add("  spec " + line));
        Expectation expected = one.expected();
        lines.add("  expects" + (expected.undecided() ? " ?" : "")
                + expected.check().map(check -> " " + check).orElse("")
                + expected.outcome().map(outcome -> " " + outcome).orElse("")
                + expected.refused().map(refused -> " refused " + refused).orElse("")
                + (expected.findings().isEmpty() ? "" : " findings " + expected.findings()));
        expected.tables().forEach(this::table);
    }

    private void given(String database, Given given) {
        given.scripts()
                .forEach(script ->
                        lines.add("  " + database + " runs " + script.sql().strip()));
        given.rows().forEach((table, rows) -> lines.add("  " + database + " " + table + " " + rows(rows)));
    }

    private void table(TableExpectation table) {
        lines.add("    " + table.table().orElse("-")
                + table.all().map(fate -> " " + fate).orElse("")
                + selections(" removed ", table.removed())
                + selections(" kept ", table.kept())
                + (table.changed().isEmpty() ? "" : " changed " + rows(table.changed()))
                + table.rows().map(rows -> " rows " + rows(rows)).orElse(""));
    }

    private static String selections(String what, List<Selection> selections) {
        return selections.isEmpty()
                ? ""
                : selections.stream()
                        .map(one -> one.key().isEmpty()
                                ? row(one.row())
                                : one.key().stream().map(CaseText::cell).collect(Collectors.joining("/")))
                        .collect(Collectors.joining(", ", what + "[", "]"));
    }

    private static String rows(List<Row> rows) {
        return rows.stream().map(CaseText::row).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String row(Row row) {
        return row.cells().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + cell(entry.getValue()))
                .collect(Collectors.joining(" ", "{", "}"));
    }

    private static String cell(Cell cell) {
        return cell.text()
                .map(text -> cell.quoted() ? "'" + text.replace("\n", "\\n").replace("\t", "\\t") + "'" : text)
                .orElse("NULL");
    }
}
