package dev.dbmerge.report;

import java.util.List;

/** Writes for people what a look at a target showed. */
final class VerifyText {
    private final VerifyReport report;
    private final Ink ink;
    private final Page page;

    VerifyText(VerifyReport report, Ink ink) {
        this.report = report;
        this.ink = ink;
        this.page = new Page(ink);
    }

    String text() {
        page.line(ink.heading(report.name() + ": " + report.target()));
        page.section(
                "",
                new TextTable("ll")
                        .row("made by", "run " + report.runId() + " of " + report.madeAt())
                        .row("which was", report.judged() == Outcome.VERIFIED ? "verified" : "rejected")
                        .lines());
        page.section("", differences());
        page.section(
                "notes",
                report.notes().stream()
                        .flatMap(note -> Paragraph.lines("  ", note).stream())
                        .toList());
        page.section("", outcome());
        return page.text();
    }

    /** What holds is counted in the end; what does not is told with what was found. */
    private List<String> differences() {
        List<CheckResult> broken =
                report.checks().stream().filter(check -> !check.holds()).toList();
        if (broken.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("ll").row(ink::heading, "what differs or fails", "found");
        broken.forEach(check -> table.row(
                check.fatal() ? ink::bad : ink::warning,
                check.id(),
                check.keys().isEmpty() ? Words.count(check.rows(), "row") : String.join("; ", check.keys())));
        return table.lines();
    }

    private List<String> outcome() {
        long broken = report.checks().stream()
                .filter(check -> check.fatal() && !check.holds())
                .count();
        boolean holds = report.outcome() == Outcome.VERIFIED;
        String text = "outcome: "
                + (holds
                        ? "verified"
                        : "rejected, " + Words.count(broken, "check") + (broken == 1 ? " does" : " do") + " not hold")
                + "; " + Words.count(report.tables(), "table") + ", " + Words.count(report.rows(), "row") + ", "
                + Words.time(report.took());
        long holding = report.checks().stream().filter(CheckResult::holds).count();
        return List.of(
                holds ? ink.good(text) : ink.bad(text),
                holds
                        ? "The target is as the run left it" + held(holding)
                        : "The target is not as the run left it, or a check fails.");
    }

    private static String held(long checks) {
        return switch ((int) Math.min(2, checks)) {
            case 0 -> ".";
            case 1 -> "; 1 reference or check of the spec holds.";
            default -> "; " + Words.number(checks) + " references and checks of the spec hold.";
        };
    }
}
