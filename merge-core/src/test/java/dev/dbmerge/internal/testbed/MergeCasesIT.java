package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.cases.CaseReader;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.util.List;

/** Runs the edge cases of whole merges, each a folder under {@code merges}, on every server. */
class MergeCasesIT {
    @ServerTest
    void everyFolderHolds(TestServer server) {
        List<RuleCase> cases =
                CaseReader.standalone(Path.of("src/test/resources/merges")).cases();

        try (StandaloneMerges merges = new StandaloneMerges(CaseFixture.place(server))) {
            List<String> told = CaseFixture.told(cases.stream().map(merges::run).toList());

            assertEquals(List.of(), told);
        }
        assertTrue(cases.size() >= 10, cases.size() + " cases");
    }
}
