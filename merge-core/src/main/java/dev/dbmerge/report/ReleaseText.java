package dev.dbmerge.report;

import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.ReferenceForecast;
import dev.dbmerge.plan.ReleasePlan;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the plans of a release and what lies between them for people. */
final class ReleaseText {
    private final ReleasePlan release;
    private final Ink ink;

    ReleaseText(ReleasePlan release, Ink ink) {
        this.release = release;
        this.ink = ink;
    }

    String text() {
        String plans = release.plans().values().stream()
                .map(plan -> new PlanText(plan, ink).text())
                .collect(Collectors.joining("\n"));
        Page page = new Page(ink);
        page.line("");
        page.line(ink.heading(release.name() + ": between "
                + String.join(" and ", release.plans().keySet())));
        page.section("", references());
        page.section("findings", new FindingText(ink).lines(release.findings()));
        page.section("", List.of(verdict()));
        return plans + page.text();
    }

    private List<String> references() {
        if (release.references().isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("lrl").row(ink::heading, "reference", "orphans", "keys");
        release.references()
                .forEach(reference -> table.row(reference.reference(), orphans(reference), keys(reference)));
        return table.lines();
    }

    private static String orphans(ReferenceForecast reference) {
        return reference.orphans().isPresent()
                ? Words.number(reference.orphans().getAsLong())
                : "-";
    }

    private static String keys(ReferenceForecast reference) {
        boolean more = reference.orphans().orElse(0) > reference.keys().size();
        return reference.note().isEmpty()
                ? String.join(", ", reference.keys()) + (more ? ", ..." : "")
                : "not counted: " + reference.note();
    }

    private String verdict() {
        if (!release.blocked()) {
            return ink.good("decision: the runs may go on");
        }
        long plans =
                release.plans().values().stream().filter(MergePlan::blocked).count();
        long between = release.findings().stream()
                .filter(finding -> finding.level() == Finding.Level.BLOCKER)
                .count();
        return ink.bad("decision: blocked; " + Words.count(plans, "plan") + " and " + Words.count(between, "finding")
                + " between them");
    }
}
