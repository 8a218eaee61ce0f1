package dev.dbmerge.plan;

import dev.dbmerge.error.ErrorCode;
import java.util.Objects;

/**
 * A line of the plan: something that its reader should know or must decide.
 *
 * @param subject a table, {@code table.column}, rule or object that it is about
 * @param problem a sentence: the object and its state
 * @param remedy a sentence: what to do; empty where nothing needs to be done
 */
public record Finding(Level level, ErrorCode code, String subject, String problem, String remedy) {
    public Finding {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** How much a finding weighs. */
    public enum Level {
        /** No run until it is decided. */
        BLOCKER,
        /** A run may surprise. */
        WARNING,
        /** Good to know. */
        NOTE
    }
}
