package dev.dbmerge.report;

import java.util.List;
import java.util.function.UnaryOperator;

/** Writes for people what checks found. */
final class ChecksText {
    private ChecksText() {}

    /** Gives a line for each check under a heading; none where there is none. */
    static List<String> lines(List<CheckResult> checks, Ink ink) {
        if (checks.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("lrl").row(ink::heading, "check", "rows", "result");
        checks.forEach(check -> table.row(
                check.holds() ? UnaryOperator.identity() : check.fatal() ? ink::bad : ink::warning,
                check.id(),
                Words.number(check.rows()),
                result(check)));
        return table.lines();
    }

    private static String result(CheckResult check) {
        if (check.holds()) {
            return "holds";
        }
        String keys = check.keys().isEmpty() ? "" : ", keys " + String.join(", ", check.keys());
        String more = check.rows() > check.keys().size() && !keys.isEmpty() ? ", ..." : "";
        return (check.fatal() ? "DOES NOT HOLD" : "warning") + keys + more;
    }
}
