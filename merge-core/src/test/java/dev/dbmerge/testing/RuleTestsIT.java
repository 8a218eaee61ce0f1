package dev.dbmerge.testing;

import static dev.dbmerge.testing.CaseRow.ago;
import static dev.dbmerge.testing.CaseRow.row;
import static dev.dbmerge.testing.Expected.kept;
import static dev.dbmerge.testing.Expected.removed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.TestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeSpec() throws IOException {
        write("merge.yml", """
                version: 1
                name: shop
                staging: { url: "jdbc:mysql://127.0.0.1:1/shop_staging", user: nobody, password-env: NO_SUCH_VARIABLE }
                production: { url: "jdbc:mysql://127.0.0.1:1/shop_production", user: nobody }
                target: { schema: shop_new }
                overlay:
                  users: { columns: { logins: "login_count + 1" }, drop: [login_count] }
                cleanup: cleanup/*.sql
                checks: checks/*.sql
                test: { structure: { staging: staging.sql, production: production.sql } }
                """);
        write("staging.sql", """
                CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(40) NOT NULL, logins INT NOT NULL DEFAULT 0);
                CREATE TABLE carts (
                  id INT AUTO_INCREMENT PRIMARY KEY,
                  user_id INT NULL,
                  held INT NULL,
                  touched_at DATETIME NOT NULL,
                  FOREIGN KEY (user_id) REFERENCES users (id));
                """);
        write("production.sql", """
                CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(40) NOT NULL, login_count INT NOT NULL DEFAULT 0);
                """);
        write("cleanup/010-carts.sql", "DELETE FROM carts WHERE user_id IS NULL AND held IS NULL");
        write("checks/010-no-held.sql", "SELECT id FROM carts WHERE held IS NOT NULL");
    }

    private void write(String name, String text) throws IOException {
        RuleTestsSample.write(folder, name, text);
    }

    private RuleTests open(TestServer server) {
        return RuleTests.of(folder.resolve("merge.yml"))
                .server(new ServerOfTest(server))
                .open();
    }

    @ServerTest
    void aCasePassesFailsIsUndecidedOrCannotBeRun(TestServer server) throws IOException {
        write("cases/010-carts/some.yml", """
                - case: an unowned cart is removed
                  given: { carts: {} }
                  expect: removed
                - case: wrong
                  given: { carts: { id: 4, held: 1 } }
                  expect: removed
                - case: open
                  given: { carts: { id: 5 } }
                  expect: ?
                - case: broken
                  given: { carts: { no_such_column: 1 } }
                  expect: kept
                """);

        try (RuleTests rules = open(server)) {
            List<String> verdicts = rules.cases().stream()
                    .map(rules::run)
                    .map(result -> result.name() + " " + result.verdict() + " "
                            + result.differences().size())
                    .toList();

            assertEquals(
                    List.of(
                            "an unowned cart is removed PASSED 0",
                            "wrong FAILED 1",
                            "open UNDECIDED 1",
                            "broken BROKEN 0"),
                    verdicts);
        }
    }

    @ServerTest
    void aRunTellsCoverageAndWhatNoCaseTests(TestServer server) throws IOException {
        write("cases/010-carts/some.yml", "given: { carts: {} }\nexpect: removed\n");

        try (RuleTests rules = open(server)) {
            TestReport report = rules.run();

            assertTrue(report.passed());
            assertEquals(server.product(), report.server());
            assertEquals(List.of("overlay:users", "check:010-no-held"), report.untested());
            assertEquals("cleanup:010-carts", report.coverage().get(0).subject());
            assertTrue(
                    report.coverage().get(0).percent() < 100, report.coverage().toString());
        }
    }

    @ServerTest
    void whatIsSuggestedAndThenDecidedCompletesTheCoverage(TestServer server) throws IOException {
        write("cases/010-carts/some.yml", "given: { carts: {} }\nexpect: removed\n");
        Path suggested = folder.resolve("cases/010-carts/suggested.yml");

        try (RuleTests rules = open(server)) {
            assertEquals(List.of(suggested), rules.suggest());
        }
        try (RuleTests rules = open(server)) {
            TestReport open = rules.run();
            assertEquals(CaseResult.Verdict.UNDECIDED, open.cases().get(1).verdict());
        }
        Files.writeString(suggested, Files.readString(suggested).replace("expect: ?", "expect: kept"));

        try (RuleTests rules = open(server)) {
            TestReport decided = rules.run();

            assertTrue(decided.passed(), decided.toString());
            assertEquals(
                    100, decided.coverage().get(0).percent(), decided.coverage().toString());
        }
    }

    @ServerTest
    void casesAreWrittenInJava(TestServer server) {
        try (RuleTests rules = open(server)) {
            CleanupCase given = rules.rule("010-carts")
                    .now("2026-02-28 12:00:00")
                    .given("users", row("id", 7))
                    .given("carts", row("id", 1, "touched_at", ago(3, ChronoUnit.DAYS)), row("id", 2, "user_id", 7));

            given.expect(removed(1), kept(2));
            AssertionError error = assertThrows(AssertionError.class, given::kept);

            assertTrue(
                    error.getMessage()
                            .endsWith("\n    table  row   expected  actual\n    carts  id 1  kept      removed"),
                    error.getMessage());
        }
    }

    @ServerTest
    void overlaysAndChecksAreWrittenInJava(TestServer server) {
        try (RuleTests rules = open(server)) {
            rules.overlay("users")
                    .production("users", row("id", 1, "login_count", 3))
                    .staging("users", row("id", 9))
                    .gives(row("id", 1, "logins", 4));
            rules.check("010-no-held").given("carts", row("held", null)).holds();
            rules.check("010-no-held").given("carts", row("id", 3, "held", 1)).finds(row("id", 3));
            AssertionError found = assertThrows(
                    AssertionError.class,
                    () -> rules.check("010-no-held")
                            .given("carts", row("held", 1))
                            .holds());

            assertTrue(found.getMessage().startsWith("check:010-no-held: RuleTestsIT.java:"), found.getMessage());
        }
    }

    @ServerTest
    void aSavedStructureTakesThePlaceOfWhatItWasReadFrom(TestServer server) throws IOException {
        try (RuleTests rules = open(server)) {
            rules.saveStructure(folder.resolve("structure.sql"));
        }
        Path spec = folder.resolve("merge.yml");
        Files.writeString(spec, Files.readString(spec).replaceFirst("structure: \\{.*?}", "structure: structure.sql"));
        Files.delete(folder.resolve("staging.sql"));
        Files.delete(folder.resolve("production.sql"));

        try (RuleTests rules = open(server)) {
            rules.rule("010-carts").given("carts", row()).removed();
        }
    }

    @ServerTest
    void whatWasInterruptedThrowsAndLeavesNothing(TestServer server) throws Exception {
        write("cleanup/010-carts.sql", "DELETE FROM carts WHERE user_id IS NULL AND SLEEP(60) = 0");
        AtomicReference<Throwable> thrown = new AtomicReference<>();

        try (RuleTests rules = open(server)) {
            CleanupCase slow = rules.rule("010-carts").given("carts", row());
            Thread runner = new Thread(() -> slow.removed());
            runner.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
            runner.start();
            awaitSleep(server, runner);
            rules.interrupt();
            runner.join(10_000);
        }

        assertTrue(thrown.get() instanceof MergeException, String.valueOf(thrown.get()));
        assertEquals(ErrorCode.INTERRUPTED, ((MergeException) thrown.get()).code());
    }

    private static void awaitSleep(TestServer server, Thread runner) throws Exception {
        try (var connection = server.root();
                var statement = connection.createStatement()) {
            boolean sleeps = false;
            while (!sleeps && runner.isAlive()) {
                try (var rows = statement.executeQuery("SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                        + " WHERE ID <> CONNECTION_ID() AND INFO LIKE '%SLEEP(60)%'")) {
                    rows.next();
                    sleeps = rows.getInt(1) > 0;
                }
            }
        }
    }

    @ServerTest
    void casesThatAreChosenAreTheOnlyOnes(TestServer server) throws IOException {
        write("cases/010-carts/a.yml", "given: { carts: {} }\nexpect: removed\n");
        write("cases/010-carts/b.yml", "given: { carts: { held: 1 } }\nexpect: kept\n");

        try (RuleTests rules = RuleTests.of(folder.resolve("merge.yml"))
                .server(new ServerOfTest(server))
                .only(List.of(folder.resolve("cases/010-carts/b.yml")))
                .open()) {
            TestReport report = rules.run();

            assertEquals(
                    List.of("b"), report.cases().stream().map(CaseResult::name).toList());
            assertEquals(List.of(), report.coverage());
        }
    }
}
