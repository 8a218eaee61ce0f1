package dev.dbmerge.report;

import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.RuleForecast;
import dev.dbmerge.plan.TablePlan;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Writes one plan for people. */
final class PlanText {
    private final MergePlan plan;
    private final Ink ink;
    private final Page page;

    PlanText(MergePlan plan, Ink ink) {
        this.plan = plan;
        this.ink = ink;
        this.page = new Page(ink);
    }

    String text() {
        page.line(ink.heading(plan.name() + ": staging + production -> " + plan.target()));
        page.section("", sources());
        page.section("", tables());
        page.section("columns that do not come by name alone", overlays());
        page.section("", cleanup());
        page.section("steps", steps());
        plan.cost().ifPresent(cost -> page.section("cost", new CostText(cost).lines()));
        FindingsText findings = new FindingsText(plan, ink);
        findings.print(page);
        page.section("in one piece", findings.together());
        page.section("", List.of(decision()));
        return page.text();
    }

    private List<String> sources() {
        return new TextTable("ll")
                .row("staging", plan.staging())
                .row("production", plan.production())
                .row("target", plan.target() + " on " + plan.targetServer())
                .lines();
    }

    private List<String> tables() {
        String result = plan.rules().isEmpty() ? "result" : "before cleanup";
        TextTable table = new TextTable("llrrr").row(ink::heading, "table", "from", "staging", "production", result);
        plan.tables()
                .forEach(row -> table.row(
                        inkOf(row.origin()),
                        row.table(),
                        from(row.origin()),
                        rows(row.staging()),
                        rows(row.production()),
                        rows(row.result())));
        return Stream.concat(table.lines().stream(), estimates()).toList();
    }

    private Stream<String> estimates() {
        boolean estimated = plan.tables().stream()
                .flatMap(table -> Stream.of(table.staging(), table.production(), table.result()))
                .flatMap(Optional::stream)
                .anyMatch(rows -> !rows.exact());
        return estimated ? Stream.of(ink.faint("  ~ is the server's estimate")) : Stream.empty();
    }

    private UnaryOperator<String> inkOf(TablePlan.Origin origin) {
        return origin == TablePlan.Origin.LEFT_BEHIND ? ink::faint : UnaryOperator.identity();
    }

    static String from(TablePlan.Origin origin) {
        return switch (origin) {
            case STAGING -> "staging";
            case PRODUCTION -> "production";
            case EMPTY -> "nothing";
            case LEFT_BEHIND -> "left behind";
        };
    }

    private static String rows(Optional<RowCount> rows) {
        return rows.map(RowCount::toString).orElse("-");
    }

    private List<String> overlays() {
        return plan.tables().stream().flatMap(this::overlay).toList();
    }

    private Stream<String> overlay(TablePlan table) {
        Stream<String> mapped = table.columns().stream()
                .filter(column -> column.source() != ColumnMapping.Source.SAME_NAME)
                .map(column -> table.table() + "." + column.column() + origin(column));
        Stream<String> lost = table.dropped().isEmpty()
                ? Stream.empty()
                : Stream.of(table.table() + " leaves behind " + String.join(", ", table.dropped()));
        return Stream.concat(mapped, lost).flatMap(text -> Paragraph.lines("  ", text).stream());
    }

    private static String origin(ColumnMapping column) {
        return column.source() == ColumnMapping.Source.DEFAULT ? " gets its default" : " = " + column.expression();
    }

    private List<String> cleanup() {
        if (plan.rules().isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("lll").row(ink::heading, "cleanup", "table", "removes or changes");
        plan.rules().forEach(rule -> table.row(rule.rule(), rule.table(), effect(rule)));
        return table.lines();
    }

    private static String effect(RuleForecast rule) {
        if (rule.rows().isEmpty()) {
            return "counted in the run: " + rule.note();
        }
        return rule.of().isEmpty()
                ? Words.number(rule.rows().getAsLong())
                : Words.share(rule.rows().getAsLong(), rule.of().getAsLong());
    }

    private List<String> steps() {
        TextTable table = new TextTable("rl");
        for (int i = 0; i < plan.steps().size(); i++) {
            table.row(Integer.toString(i + 1), plan.steps().get(i).id());
        }
        return table.lines();
    }

    private String decision() {
        String warnings = FindingsText.count(plan.findings(), Finding.Level.WARNING);
        String also = warnings.isEmpty() ? "" : "; " + warnings;
        int blockers = plan.blockers().size();
        return blockers == 0
                ? ink.good("decision: a run may go on" + also)
                : ink.bad("decision: blocked; " + Words.count(blockers, "finding") + " must be decided first" + also);
    }
}
