package dev.dbmerge.cli;

import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import java.util.List;
import java.util.Locale;

/** Prints what the user has to know of a plan before its run: blockers with a way to settle them, warnings, notes by number. */
final class Findings {
    private final List<Finding> findings;

    Findings(List<Finding> findings) {
        this.findings = List.copyOf(findings);
    }

    void print(Output err) {
        of(Level.BLOCKER).forEach(finding -> {
            err.line(err.paint(Output.Paint.BAD, text(finding)));
            finding.decisions().stream().findFirst().ifPresent(way -> print(way, finding, err));
        });
        of(Level.WARNING).forEach(finding -> err.line(err.paint(Output.Paint.DOUBTFUL, text(finding))));
        int notes = of(Level.NOTE).size();
        if (notes > 0) {
            err.line(Words.count(notes, "note") + "; dbmerge plan shows " + (notes == 1 ? "it." : "them."));
        }
    }

    private static void print(Decision way, Finding finding, Output err) {
        int others = finding.decisions().size() - 1;
        String more = others == 0 ? "" : " (dbmerge plan shows " + Words.count(others, "other way") + ")";
        err.line("  decide in the spec: " + way.meaning() + more);
        way.lines().forEach(line -> err.line("    " + line));
    }

    private List<Finding> of(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).toList();
    }

    private static String text(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT) + ": " + finding.problem()
                + (finding.remedy().isEmpty() ? "" : " " + finding.remedy()) + " [" + finding.code() + "]";
    }
}
