package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.report.CaseResult.Verdict;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shipped cases tell wrong versions of the rule on stale scenarios from the right one. */
class SeededFaultsIT {
    private static final String RULE = "cleanup:010-stale-scenarios";

    @ServerTest
    void everyWrongVersionIsCaught(TestServer server) {
        Map<String, String> faults = CaseFixture.statements("seeded/stale-scenarios.sql");
        List<String> unnoticed = new ArrayList<>();
        try (CaseFixture ete = CaseFixture.open(CaseFixture.shipped("ete"), server)) {
            List<RuleCase> cases = ete.of(RULE);

            faults.forEach((fault, sql) -> {
                boolean caught =
                        cases.stream().anyMatch(one -> ete.testbed.run(one, sql).verdict() == Verdict.FAILED);
                if (!caught) {
                    unnoticed.add(fault);
                }
            });
        }
        assertEquals(List.of(), unnoticed);
        assertTrue(faults.size() >= 30, faults.size() + " faults");
    }

    @ServerTest
    void theRightRuleInOtherWordsPasses(TestServer server) {
        Map<String, String> same = CaseFixture.statements("seeded/stale-scenarios-in-other-words.sql");
        List<String> refused = new ArrayList<>();
        try (CaseFixture ete = CaseFixture.open(CaseFixture.shipped("ete"), server)) {
            same.forEach((words, sql) -> refused.addAll(CaseFixture.told(
                    ete.of(RULE).stream().map(one -> ete.testbed.run(one, sql)).toList())));
        }
        assertEquals(List.of(), refused);
        assertEquals(6, same.size());
    }
}
