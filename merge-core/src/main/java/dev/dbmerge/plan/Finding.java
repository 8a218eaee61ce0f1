package dev.dbmerge.plan;

import dev.dbmerge.error.ErrorCode;
import java.util.List;
import java.util.Objects;

/**
 * A line of the plan: something that its reader should know or must decide.
 *
 * @param table the table that it is about, for grouping; empty where it is about none
 * @param subject a table, {@code table.column}, rule or object that it is about
 * @param problem a sentence: the object and its state
 * @param remedy a sentence: what to do; empty where nothing needs to be done, or where the decisions say it
 * @param decisions the ways to settle it in the spec, the most likely first
 */
public record Finding(
        Level level,
        ErrorCode code,
        String table,
        String subject,
        String problem,
        String remedy,
        List<Decision> decisions) {
    public Finding {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(remedy, "remedy");
        decisions = List.copyOf(decisions);
    }

    /** Makes a finding about no table that no line of the spec settles. */
    public Finding(Level level, ErrorCode code, String subject, String problem, String remedy) {
        this(level, code, "", subject, problem, remedy, List.of());
    }

    /** Says which table it is about. */
    public Finding of(String aTable) {
        return new Finding(level, code, aTable, subject, problem, remedy, decisions);
    }

    /** Says how it can be settled. */
    public Finding decidedBy(Decision... ways) {
        return new Finding(level, code, table, subject, problem, remedy, List.of(ways));
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
