package dev.dbmerge.internal.cases;

import dev.dbmerge.error.Position;
import dev.dbmerge.report.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a case expects.
 *
 * @param undecided whether the author has still to say it ({@code ?})
 * @param tables what becomes of rows
 * @param check for a check: whether it holds; empty where {@code tables} lists the rows that it finds, or for another subject
 * @param outcome for a whole merge that runs to its end: how it ends; {@link Outcome#VERIFIED} where the case does not say it
 * @param findings for a whole merge: findings of its plan, such as {@code E412} or {@code E412 users.token}; others may be there as well
 * @param refused for what ends with an error: its code, a blank and a part of its message; the part may be missing
 */
public record Expectation(
        Position at,
        boolean undecided,
        List<TableExpectation> tables,
        Optional<CheckVerdict> check,
        Optional<Outcome> outcome,
        List<String> findings,
        Optional<String> refused) {
    public Expectation {
        Objects.requireNonNull(at, "at");
        tables = List.copyOf(tables);
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(outcome, "outcome");
        findings = List.copyOf(findings);
        Objects.requireNonNull(refused, "refused");
    }

    /** What a check says. */
    public enum CheckVerdict {
        HOLDS,
        /** It finds a row at least. */
        FINDS
    }
}
