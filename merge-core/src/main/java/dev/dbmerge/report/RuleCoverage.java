package dev.dbmerge.report;

import dev.dbmerge.error.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Which small changes of a rule its cases would notice.
 *
 * @param subject the step, such as {@code cleanup:010-stale-scenarios}
 * @param file where the rule stands
 * @param sql its text
 * @param outside why the rule has no coverage, in a clause; empty where it has
 * @param notes such as an accepted change that the rule no longer has
 */
public record RuleCoverage(
        String subject, Path file, String sql, String outside, List<MutantResult> mutants, List<String> notes) {
    public RuleCoverage {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(outside, "outside");
        mutants = List.copyOf(mutants);
        notes = List.copyOf(notes);
    }

    /** Gives the changes of one fate. */
    public List<MutantResult> of(MutantResult.Fate fate) {
        return mutants.stream().filter(mutant -> mutant.fate() == fate).toList();
    }

    /** Gives where a change begins in the rule's file. */
    public Position at(MutantResult mutant) {
        String before = sql.substring(0, Math.max(0, Math.min(mutant.from(), sql.length())));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        String begun = before.substring(before.lastIndexOf('\n') + 1);
        return new Position(file, line, 1 + begun.codePointCount(0, begun.length()));
    }

    /** Gives the share of changes that a case notices or a person accepted, 0 to 100; 100 where there is nothing to change. */
    public double percent() {
        long unnoticed = of(MutantResult.Fate.UNNOTICED).size();
        return mutants.isEmpty() ? 100 : 100.0 * (mutants.size() - unnoticed) / mutants.size();
    }
}
