package dev.dbmerge.cli;

import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.RuleResult;
import dev.dbmerge.report.TableResult;
import java.util.List;
import java.util.stream.Collectors;

/** Sums up in a few lines where the rows of merged databases came from and what became of them. */
final class DemoOutcome {
    private final List<MergeReport> reports;

    DemoOutcome(List<MergeReport> reports) {
        this.reports = List.copyOf(reports);
    }

    /** Gives the lines, each with its end. */
    String text() {
        return reports.stream().map(DemoOutcome::text).collect(Collectors.joining());
    }

    private static String text(MergeReport report) {
        String told = report.tables().stream()
                .filter(table -> table.origin() == Origin.PRODUCTION || cleaned(report, table))
                .map(table -> "  " + line(report, table) + "\n")
                .collect(Collectors.joining());
        List<TableResult> others = report.tables().stream()
                .filter(table -> table.origin() == Origin.STAGING && !cleaned(report, table))
                .toList();
        long rows = others.stream().mapToLong(TableResult::rows).sum();
        return report.name() + ", merged:\n" + told + "  the other " + Words.count(others.size(), "table") + ": "
                + Words.number(rows) + " rows from staging\n";
    }

    private static boolean cleaned(MergeReport report, TableResult table) {
        return report.rules().stream().anyMatch(rule -> rule.table().equals(table.table()));
    }

    /** Gives {@code scenarios: 50,000 from production, 41,234 removed by 010-stale-scenarios, 8,766 live on}. */
    private static String line(MergeReport report, TableResult table) {
        String source = table.origin() == Origin.PRODUCTION ? "production" : "staging";
        String removed = report.rules().stream()
                .filter(rule -> rule.table().equals(table.table()))
                .map(DemoOutcome::effect)
                .collect(Collectors.joining());
        return table.table() + ": " + Words.number(table.copied()) + " from " + source + removed
                + (removed.isEmpty() ? "" : ", " + Words.number(table.rows()) + " live on");
    }

    private static String effect(RuleResult rule) {
        String removed = rule.removed() == 0 ? "" : ", " + Words.number(rule.removed()) + " removed";
        String changed = rule.changed() == 0 ? "" : ", " + Words.number(rule.changed()) + " changed";
        return removed.isEmpty() && changed.isEmpty() ? "" : removed + changed + " by " + rule.rule();
    }
}
