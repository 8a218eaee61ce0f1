package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rules as other teams have them, each a small spec with cases. */
class RulesOfOthersIT {
    @ServerTest
    void theirCasesHoldAndNoticeEveryChange(TestServer server) {
        List<String> told = new ArrayList<>();
        List<String> uncovered = new ArrayList<>();
        List<Path> rules = CaseFixture.folders("rules");

        for (Path rule : rules) {
            try (CaseFixture fixture = CaseFixture.open(rule.resolve("merge.yml"), server)) {
                told.addAll(CaseFixture.told(fixture.runAll()));
                uncovered.addAll(fixture.uncovered());
            }
        }

        assertEquals(
                List.of(
                        "cleanup:010-oldest-log-lines: of four the oldest three are marked, and of two as old the lower id PASSED"
                                + " [][][not repeatable: a second time it changed 1 more row: id 3]"),
                told);
        assertEquals(List.of(), uncovered);
        assertEquals(14, rules.size());
    }
}
