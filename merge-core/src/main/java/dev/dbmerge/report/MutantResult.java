package dev.dbmerge.report;

import java.util.Objects;
import java.util.Optional;

/**
 * One small change of a rule, and whether a case notices it.
 *
 * @param name stays the same while the rule does, such as {@code drop protected IS NULL}
 * @param sql the changed statement as it ran
 * @param fate what became of it
 * @param from where the changed part begins in the rule's text, counted from 0; equal to {@code to} where it is not known
 * @param to behind the changed part
 * @param said who noticed it (the case's name), or why it was accepted; for one that went unnoticed what no case shows, in a clause
 * @param revealing for one that went unnoticed, a case that would notice it, as YAML ready to paste; empty where none was found
 */
public record MutantResult(
        String name, String sql, Fate fate, int from, int to, String said, Optional<String> revealing) {
    public MutantResult {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(fate, "fate");
        Objects.requireNonNull(said, "said");
        Objects.requireNonNull(revealing, "revealing");
    }

    /** What became of a change. */
    public enum Fate {
        NOTICED,
        UNNOTICED,
        /** Nobody notices it, and a person said why that is right. */
        ACCEPTED
    }
}
