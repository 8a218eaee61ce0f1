package dev.dbmerge.report;

import dev.dbmerge.plan.Cost;
import dev.dbmerge.plan.Cost.CopiedTable;
import dev.dbmerge.plan.Cost.Hold;
import dev.dbmerge.plan.TablePlan.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes for people what a run would take. */
final class CostText {
    private static final int LARGEST = 3;

    private final Cost cost;

    CostText(Cost cost) {
        this.cost = cost;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Origin origin : List.of(Origin.STAGING, Origin.PRODUCTION)) {
            List<CopiedTable> tables = cost.tables().stream()
                    .filter(table -> table.origin() == origin)
                    .toList();
            if (!tables.isEmpty()) {
                lines.addAll(Paragraph.lines("  ", copied(PlanText.from(origin), tables)));
            }
        }
        cost.estimate().ifPresent(estimate -> {
            lines.addAll(Paragraph.lines(
                    "  ",
                    "about " + Words.time(estimate.copying()) + " until the last row is in, "
                            + Words.time(estimate.total())
                            + " until all is compared and cleaned up; fixes, checks and hooks come on top"));
            lines.addAll(Paragraph.lines("    ", "an estimate: " + estimate.basis()));
        });
        cost.locks().forEach(hold -> lines.addAll(Paragraph.lines("  ", held(hold))));
        if (!cost.locks().isEmpty()) {
            lines.add("  no lock on a whole server is taken");
        }
        return lines;
    }

    private static String copied(String side, List<CopiedTable> tables) {
        long rows = tables.stream().mapToLong(CopiedTable::rows).sum();
        long bytes = tables.stream().mapToLong(CopiedTable::bytes).sum();
        String largest = tables.stream()
                .limit(LARGEST)
                .map(table -> table.table() + " " + size(table.bytes()))
                .collect(Collectors.joining(", "));
        return "from " + side + ": " + Words.count(tables.size(), "table") + ", " + Words.count(rows, "row") + ", "
                + size(bytes) + " (" + (tables.size() > LARGEST ? "largest: " : "") + largest + ")";
    }

    private static String held(Hold hold) {
        return hold.side() + ", for "
                + hold.time().map(time -> "about " + Words.time(time)).orElse("the time of its copy") + ": "
                + hold.effect();
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
