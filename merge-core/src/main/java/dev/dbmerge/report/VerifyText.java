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
        page.section("", ChecksText.lines(report.checks(), ink));
        page.section(
                "notes",
                report.notes().stream()
                        .flatMap(note -> Paragraph.lines("  ", note).stream())
                        .toList());
        page.section("", outcome());
        return page.text();
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
        return List.of(
                holds ? ink.good(text) : ink.bad(text),
                holds
                        ? "The target is as the run left it."
                        : "The target is not as the run left it, or a check fails.");
    }
}
