package dev.dbmerge.testing;

import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.RuleCoverage;

/** Watches {@link RuleTests#run(TestListener...)}, on its thread; what it throws ends the run. */
public interface TestListener {
    /** Says that a case begins. */
    default void caseStarted(TestCase testCase) {}

    /** Says how a case ended. */
    default void caseEnded(TestCase testCase, CaseResult result) {}

    /** Says that the changes of a rule are tried, which takes longer than its cases. */
    default void coverageStarted(String subject) {}

    /** Says what the cases of a rule notice. */
    default void coverageEnded(RuleCoverage coverage) {}
}
