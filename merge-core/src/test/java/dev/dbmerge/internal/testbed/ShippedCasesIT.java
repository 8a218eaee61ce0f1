package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.util.List;

/** The cases of both applications hold, on every server, and notice every change of the rules. */
class ShippedCasesIT {
    @ServerTest
    void theCasesOfEteHold(TestServer server) {
        assertPass("ete", 50, server);
    }

    @ServerTest
    void theCasesOfEtmHold(TestServer server) {
        assertPass("etm", 20, server);
    }

    private static void assertPass(String application, int least, TestServer server) {
        try (CaseFixture fixture = CaseFixture.open(CaseFixture.shipped(application), server)) {
            List<String> told = CaseFixture.told(fixture.runAll());

            assertEquals(List.of(), told);
            assertEquals(List.of(), fixture.uncovered());
            assertTrue(
                    fixture.suite.cases().size() >= least, fixture.suite.cases().size() + " cases");
        }
    }
}
