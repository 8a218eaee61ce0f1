package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.cases.CaseReader;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.testing.AllServers;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.nio.file.Path;
import java.util.List;

/** Runs the edge cases of whole merges, each a folder under {@code merges}, on every server. */
class MergeCasesIT {
    private static final AllServers<List<String>> TOLD = new AllServers<>();

    @ServerTest
    void everyFolderHolds(TestServer server, TestServers servers) {
        List<RuleCase> cases =
                CaseReader.standalone(Path.of("src/test/resources/merges")).cases();

        assertEquals(List.of(), TOLD.result(server, servers, one -> told(one, cases)));
        assertTrue(cases.size() >= 10, cases.size() + " cases");
    }

    private static List<String> told(TestServer server, List<RuleCase> cases) {
        try (StandaloneMerges merges = new StandaloneMerges(CaseFixture.place(server))) {
            return CaseFixture.told(cases.stream().map(merges::run).toList());
        }
    }
}
