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
    void theirCasesHold(TestServer server) {
        List<String> told = new ArrayList<>();
        List<Path> rules = CaseFixture.folders("rules");

        for (Path rule : rules) {
            try (CaseFixture fixture = CaseFixture.open(rule.resolve("merge.yml"), server)) {
                told.addAll(CaseFixture.told(fixture.runAll()));
            }
        }

        assertEquals(List.of(), told);
        assertEquals(14, rules.size());
    }
}
