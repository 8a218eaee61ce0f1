package dev.dbmerge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Writes what one run did for people. */
final class RunText {
    private final MergeReport report;
    private final Ink ink;
    private final Page page;

    RunText(MergeReport report, Ink ink) {
        this.report = report;
        this.ink = ink;
        this.page = new Page(ink);
    }

    String text() {
        page.line(ink.heading(report.name() + ": run " + report.runId()) + " of dbmerge " + report.version());
        page.section("", sources());
        page.section("", tables());
        page.section("", cleanup());
        page.section("", checks());
        page.section("notes", notes());
        page.section("stopped", stops());
        page.section("", outcome());
        return page.text();
    }

    private List<String> sources() {
        TextTable table = new TextTable("ll")
                .row("staging", report.staging())
                .row("production", report.production())
                .row("target", report.target())
                .row("NOW() was", report.pinnedAt().toString());
        report.productionPosition().ifPresent(position -> table.row("binary log", "production's was at " + position));
        return table.lines();
    }

    private List<String> tables() {
        if (report.tables().isEmpty()) {
            return List.of();
        }
        TextTable table =
                new TextTable("llrlr").row(ink::heading, "table", "from", "copied", "equal to source", "rows now");
        report.tables()
                .forEach(row -> table.row(
                        row.comparison() == TableResult.Comparison.DIFFERENT ? ink::bad : UnaryOperator.identity(),
                        row.table(),
                        PlanText.from(row.origin()),
                        Words.number(row.copied()),
                        equal(row.comparison()),
                        Words.number(row.rows())));
        return table.lines();
    }

    private static String equal(TableResult.Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> "yes";
            case DIFFERENT -> "NO";
            case NOT_COMPARED -> "not compared";
        };
    }

    private List<String> cleanup() {
        if (report.rules().isEmpty()) {
            return List.of();
        }
        TextTable table =
                new TextTable("llrrrr").row(ink::heading, "cleanup", "table", "before", "removed", "changed", "after");
        report.rules()
                .forEach(rule -> table.row(
                        rule.rule(),
                        rule.table(),
                        Words.number(rule.before()),
                        Words.number(rule.removed()),
                        Words.number(rule.changed()),
                        Words.number(rule.after())));
        return table.lines();
    }

    private List<String> checks() {
        if (report.checks().isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("lrl").row(ink::heading, "check", "rows", "result");
        report.checks()
                .forEach(check -> table.row(
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

    private List<String> notes() {
        return report.notes().stream()
                .flatMap(note -> Paragraph.lines("  ", note).stream())
                .toList();
    }

    private List<String> stops() {
        List<String> lines = new ArrayList<>();
        report.steps().stream()
                .filter(step -> step.status() == StepResult.Status.FAILED)
                .forEach(step -> lines.add(
                        ink.bad("  " + Paragraph.printable(step.id()) + ", after " + Words.time(step.took()))));
        report.error().ifPresent(error -> error.lines().forEach(line -> lines.addAll(Paragraph.lines("  ", line))));
        return lines;
    }

    private List<String> outcome() {
        String text = "outcome: " + verdict() + "; " + Words.time(report.took()) + " in all";
        String coloured = report.outcome() == Outcome.VERIFIED ? ink.good(text) : ink.bad(text);
        return List.of(coloured, state() + "; production is untouched.");
    }

    private String verdict() {
        return switch (report.outcome()) {
            case VERIFIED -> "verified";
            case REJECTED -> "rejected, " + objections();
            case FAILED -> "failed";
        };
    }

    private String state() {
        return switch (report.outcome()) {
            case VERIFIED -> "The target is ready";
            case REJECTED -> "The target is kept to look at";
            case FAILED -> "The target is kept, and a new run goes on with it";
        };
    }

    /** Counts a table that differs once, though the checks may list it too. */
    private String objections() {
        Stream<String> tables = report.tables().stream()
                .filter(table -> table.comparison() == TableResult.Comparison.DIFFERENT)
                .map(TableResult::table);
        Stream<String> checks = report.checks().stream()
                .filter(check -> check.fatal() && !check.holds())
                .map(CheckResult::id);
        long broken = Stream.concat(tables, checks).distinct().count();
        return Words.count(broken, "check") + (broken == 1 ? " does not hold" : " do not hold");
    }
}
