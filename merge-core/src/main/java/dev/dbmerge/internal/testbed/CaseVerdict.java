package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.CaseResult.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a case showed, before it is known how long that took.
 *
 * @param problems sentences beside the differences
 */
record CaseVerdict(Verdict verdict, List<String> problems, List<CaseDifference> differences, List<String> notes) {
    /** What a rule's own text or the rows under it bring about; anything else ends the whole test run. */
    private static final Set<ErrorCode> REFUSALS = Set.of(
            ErrorCode.STEP,
            ErrorCode.SPEC_RULE,
            ErrorCode.SPEC_CHECK,
            ErrorCode.RULE_TABLE,
            ErrorCode.FOREIGN_NAME,
            ErrorCode.COPY_WARNING);

    CaseVerdict {
        problems = List.copyOf(problems);
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }

    /** Judges differences; without one the case passes. */
    static CaseVerdict of(List<CaseDifference> differences, List<String> notes) {
        return new CaseVerdict(differences.isEmpty() ? Verdict.PASSED : Verdict.FAILED, List.of(), differences, notes);
    }

    static CaseVerdict failed(String problem) {
        return new CaseVerdict(Verdict.FAILED, List.of(problem), List.of(), List.of());
    }

    static CaseVerdict undecided(List<CaseDifference> differences) {
        return new CaseVerdict(Verdict.UNDECIDED, List.of(), differences, List.of());
    }

    /** Judges what was refused by what the case expects. */
    static CaseVerdict refused(RuleCase ruleCase, MergeException refusal) {
        refusal(refusal);
        if (ruleCase.expected().undecided()) {
            return new CaseVerdict(Verdict.UNDECIDED, List.of(refusal.getMessage()), List.of(), List.of());
        }
        String[] expected = ruleCase.expected().refused().orElse("").split(" ", 2);
        boolean same = expected[0].equals(refusal.code().toString())
                && (expected.length < 2 || refusal.getMessage().contains(expected[1].strip()));
        return same ? of(List.of(), List.of()) : failed(refusal.getMessage());
    }

    /** Throws what says nothing about the rule. */
    static void refusal(MergeException refusal) {
        if (!REFUSALS.contains(refusal.code())) {
            throw refusal;
        }
    }

    /** Says of a case that expects a refusal that there was none. */
    static CaseVerdict notRefused(RuleCase ruleCase) {
        return failed("It was expected to be refused ("
                + ruleCase.expected().refused().orElseThrow() + ") and ran.");
    }

    /** Judges a case and takes the time; a case that cannot be run is broken. */
    static CaseResult judge(RuleCase ruleCase, Supplier<CaseVerdict> work) {
        long start = System.nanoTime();
        CaseVerdict verdict;
        try {
            verdict = work.get();
        } catch (BrokenCaseException e) {
            verdict = new CaseVerdict(Verdict.BROKEN, List.of(e.getMessage()), List.of(), List.of());
        }
        return new CaseResult(
                ruleCase.subject().toString(),
                ruleCase.name(),
                ruleCase.at(),
                verdict.verdict(),
                verdict.problems(),
                verdict.differences(),
                verdict.notes(),
                Duration.ofNanos(System.nanoTime() - start));
    }
}
