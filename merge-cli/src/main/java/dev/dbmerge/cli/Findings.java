package dev.dbmerge.cli;

import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import java.util.List;
import java.util.Locale;

/** Prints what the user has to know of a plan before its run: blockers and warnings whole, notes by number. */
final class Findings {
    private final List<Finding> findings;

    Findings(List<Finding> findings) {
        this.findings = List.copyOf(findings);
    }

    void print(Output err) {
        of(Level.BLOCKER).forEach(finding -> err.line(err.paint(Output.Paint.BAD, text(finding))));
        of(Level.WARNING).forEach(finding -> err.line(err.paint(Output.Paint.DOUBTFUL, text(finding))));
        int notes = of(Level.NOTE).size();
        if (notes > 0) {
            err.line(Words.count(notes, "note") + "; dbmerge plan shows " + (notes == 1 ? "it." : "them."));
        }
    }

    private List<Finding> of(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).toList();
    }

    private static String text(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT) + ": " + finding.problem()
                + (finding.remedy().isEmpty() ? "" : " " + finding.remedy()) + " [" + finding.code() + "]";
    }
}
