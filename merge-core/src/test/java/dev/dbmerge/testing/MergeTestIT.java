package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs classes of tests as JUnit does and looks at what came of them. */
class MergeTestIT {
    private static final String SHOP = "src/it/rule-tests/sql/shop/merge.yml";
    private static final String REJECTED = "src/test/resources/merge-test/merge.yml";
    private static final Set<Object> SEEN = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static EngineExecutionResults run(Class<?>... types) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Stream.of(types)
                        .map(type -> selectClass(type))
                        .toArray(org.junit.platform.engine.discovery.ClassSelector[]::new))
                .execute();
    }

    private static List<String> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                        .getThrowable()
                        .map(Throwable::getMessage)
                        .orElse(""))
                .toList();
    }

    @Test
    void theShortestFormRunsEveryCaseAndTheCoverage() {
        EngineExecutionResults results = run(Shortest.class);

        assertEquals(List.of(), failures(results));
        assertEquals(5, results.testEvents().succeeded().count());
    }

    @MergeTest(SHOP)
    static class Shortest implements RuleCaseTests {}

    @Test
    void coverageIsLeftOutWhereItIsNotAskedFor() {
        assertEquals(4, run(WithoutCoverage.class).testEvents().succeeded().count());
    }

    @MergeTest(value = SHOP, minCoverage = 0)
    static class WithoutCoverage implements RuleCaseTests {}

    @Test
    void testsOfAClassAndItsNestedOnesShareCasesAndClassesShareAServerThatEndsWithTheRun() throws SQLException {
        EngineExecutionResults results = run(Sharing.class, AlsoSharing.class);

        assertEquals(List.of(), failures(results));
        assertEquals(3, SEEN.size());
        String url = SEEN.stream()
                .filter(DatabaseServer.class::isInstance)
                .map(server -> ((DatabaseServer) server).url(""))
                .findFirst()
                .orElseThrow();
        assertTrue(refuses(url), url);
    }

    private static boolean refuses(String url) {
        try {
            DriverManager.getConnection(url, "root", "").close();
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    @MergeTest(SHOP)
    static class Sharing {
        private final RuleTests rules;

        Sharing(RuleTests rules, DatabaseServer server) {
            this.rules = rules;
            SEEN.add(rules);
            SEEN.add(server);
        }

        @Test
        void once(RuleTests given) {
            assertSame(rules, given);
        }

        @Test
        void again(DatabaseServer server) {
            SEEN.add(server);
        }

        @Nested
        class Inner {
            @Test
            void inside(RuleTests given) {
                SEEN.add(given);
            }
        }
    }

    @MergeTest(SHOP)
    static class AlsoSharing {
        @TestFactory
        Stream<DynamicNode> cases(RuleTests rules, DatabaseServer server) {
            SEEN.add(rules);
            SEEN.add(server);
            return RuleTestNodes.of(rules);
        }
    }

    @Test
    void nothingOfAClassStaysOnTheServer() {
        EngineExecutionResults results = run(ATidyOne.class, BLookingOne.class);

        assertEquals(List.of(), failures(results));
    }

    @MergeTest(value = REJECTED)
    static class ATidyOne {
        @Test
        void anEmptyShopIsVerified(@Merged DataSource shop, RuleTests rules) throws SQLException {
            try (Connection connection = shop.getConnection()) {
                assertTrue(connection.getCatalog().startsWith("dbmerge_test_"), connection.getCatalog());
            }
        }
    }

    @MergeTest(value = REJECTED)
    static class BLookingOne {
        @Test
        void noSchemaIsLeft(DatabaseServer server) throws SQLException {
            try (Connection connection = DriverManager.getConnection(server.url(""), server.user(), server.password());
                    Statement statement = connection.createStatement();
                    ResultSet left = statement.executeQuery("SHOW DATABASES LIKE 'dbmerge%'")) {
                assertEquals(false, left.next());
            }
        }
    }

    @Test
    void aRejectedMergeGivesItsReportAndNoDataSource() {
        List<String> failures = failures(run(Rejected.class));

        assertEquals(1, failures.size(), failures.toString());
        assertTrue(
                failures.get(0)
                        .contains("The merged database was rejected; ask for a @Merged MergeReport to test that.\n"),
                failures.get(0));
        assertTrue(failures.get(0).contains("010-no-cart"), failures.get(0));
    }

    @MergeTest(value = REJECTED, production = "src/test/resources/merge-test/rows.sql")
    static class Rejected {
        @Test
        void theReport(@Merged MergeReport report) {
            assertEquals(Outcome.REJECTED, report.outcome());
        }

        @Test
        void theDataSource(@Merged DataSource shop) {}
    }

    @Test
    void mistakesOfTheClassAreNamed() {
        List<String> failures = failures(run(WrongType.class, NoAnnotation.class, NoFile.class));

        assertEquals(3, failures.size(), failures.toString());
        assertTrue(
                failures.get(0).contains("@Merged gives a DataSource or a MergeReport, but void ")
                        && failures.get(0).endsWith(" asks for a java.lang.String."),
                failures.get(0));
        assertTrue(failures.get(1).endsWith("$NoAnnotation has no @MergeTest, which names the spec."), failures.get(1));
        assertTrue(
                failures.get(2)
                        .matches("(?s).*\\$NoFile names no/merge.yml, which is not there in .*merge-core\\."
                                + " Name it relative to the project's folder\\."),
                failures.get(2));
    }

    @MergeTest(SHOP)
    static class WrongType {
        @Test
        void text(@Merged String shop) {}
    }

    @ExtendWith(MergeTestExtension.class)
    static class NoAnnotation {
        @Test
        void rules(RuleTests rules) {}
    }

    @MergeTest("no/merge.yml")
    static class NoFile {
        @Test
        void rules(RuleTests rules) {}
    }
}
