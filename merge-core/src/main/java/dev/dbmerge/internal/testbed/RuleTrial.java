package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.report.CaseResult;
import java.util.List;

/** Runs cases, each as if it were the only one: what one leaves behind, the next does not see. */
public interface RuleTrial {
    /** Runs a case with its rule as it is written, and a second time to see whether that changes more. */
    CaseResult run(RuleCase ruleCase);

    /** Runs a case, once, with another statement in the place of its rule's. */
    CaseResult run(RuleCase ruleCase, String sql);

    /**
     * Gives what a statement in the place of the rule's does to each row of a case, whatever the case expects.
     *
     * @throws MergeException when the server refuses a row or the statement
     */
    List<RowFate> fates(RuleCase ruleCase, String sql);
}
