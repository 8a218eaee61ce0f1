package dev.dbmerge.report;

import dev.dbmerge.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a run of cases has to show, beside cases that pass.
 *
 * @param untested what a cleanup rule without a case means
 * @param minPercent the share of a rule's changes that its cases have to notice; empty where none is asked for
 */
public record TestGate(Untested untested, OptionalInt minPercent) {
    /** Every rule has a case; how much the cases notice is told and asked of nobody. */
    public static final TestGate STANDARD = new TestGate(Untested.REFUSED, OptionalInt.empty());

    public TestGate {
        Objects.requireNonNull(untested, "untested");
        Objects.requireNonNull(minPercent, "minPercent");
    }

    /** What a cleanup rule without a case means. */
    public enum Untested {
        REFUSED,
        ALLOWED
    }

    /** Tells whether a rule's cases notice enough; a rule that has no coverage does not stand in the way. */
    public boolean holds(RuleCoverage coverage) {
        return minPercent.isEmpty() || coverage.percent() >= minPercent.getAsInt();
    }

    /** Gives the cleanup rules that need a case. */
    public List<String> untested(TestReport report) {
        return untested == Untested.ALLOWED ? List.of() : report.untestedRules();
    }

    /** Gives what is wrong with a report: none, or one code a kind of it. */
    public List<ErrorCode> objections(TestReport report) {
        List<ErrorCode> codes = new ArrayList<>();
        if (!report.passed()) {
            codes.add(ErrorCode.CASE_FAILED);
        }
        if (!untested(report).isEmpty()) {
            codes.add(ErrorCode.RULE_UNTESTED);
        }
        if (!report.coverage().stream().allMatch(this::holds)) {
            codes.add(ErrorCode.COVERAGE);
        }
        return List.copyOf(codes);
    }
}
