package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.Moment;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What stops a run or rejects its target, and what it leaves behind. */
class RunRefusalIT {
    private static final String RULES = "overlay:\n  users:\ncleanup: cleanup/*.sql\n";

    @TempDir
    private Path folder;

    @ServerTest
    void aTargetThatDbmergeMadeIsBuiltAnew(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        String first = fixture.run().runId();
        fixture.staging.run("DELETE FROM areas WHERE id = 1");

        MergeReport report = fixture.run();

        assertEquals(List.of("2|de"), fixture.target.texts("SELECT * FROM areas"));
        assertEquals(
                List.of(report.runId() + "|VERIFIED"), fixture.target.texts("SELECT run_id, state FROM _dbmerge_run"));
        assertTrue(!first.equals(report.runId()));
    }

    @ServerTest
    void aTargetThatSomebodyMadeMeanwhileIsLeftAlone(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        try (Merger merger = fixture.merger().open()) {
            MergePlan plan = merger.plan();
            server.schema("its_new");
            fixture.target.run("CREATE TABLE precious (id INT)", "INSERT INTO precious VALUES (1)");

            MergeException refusal = assertThrows(MergeException.class, () -> merger.run(plan));

            assertEquals(
                    "The target " + fixture.target.schema() + " exists at " + address(server)
                            + ", and dbmerge did not make it. Choose another target.schema, or let the run replace it with"
                            + " --replace. [E401]",
                    refusal.getMessage());
            assertEquals(List.of("1"), fixture.target.texts("SELECT * FROM precious"));
        }
    }

    @ServerTest
    void aTargetThatMayBeReplacedIs(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        server.schema("its_new");
        fixture.target.run("CREATE TABLE precious (id INT)");

        MergeReport report = MergeFixture.run(fixture.merger().replaceTarget());

        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(List.of("areas", "users"), fixture.target.tables());
    }

    @ServerTest
    void aSourceThatChangedItsStructureSinceThePlanIsNotMerged(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        for (Place source : List.of(fixture.staging, fixture.production)) {
            try (Merger merger = fixture.merger().open()) {
                MergePlan plan = merger.plan();
                int length = source == fixture.staging ? 21 : 22;
                source.run("ALTER TABLE users MODIFY name VARCHAR(" + length + ")");

                MergeException refusal = assertThrows(MergeException.class, () -> merger.run(plan));

                assertEquals(
                        "The structure of " + source.schema() + " changed since the plan was made: users, column name,"
                                + " was varchar(20) and is varchar(" + length + ")."
                                + " Plan again, look at the findings, and run the new plan. [E402]",
                        refusal.getMessage().replaceAll(" DEFAULT NULL \\(\\w+\\)", ""));
            }
        }
        assertEquals(List.of(), fixture.staging.texts("SHOW DATABASES LIKE '" + fixture.target.schema() + "'"));
    }

    @ServerTest
    void twoRunsOfOneTargetDoNotMeet(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        List<String> refusals = new ArrayList<>();
        List<Moment> secondsHooks = new ArrayList<>();
        Merger.Builder second = Merger.of(fixture.spec())
                .reportFile(fixture.path("second.json"))
                .hook(context -> secondsHooks.add(context.moment()));

        MergeReport report = MergeFixture.run(fixture.merger().hook(context -> {
            if (context.moment() == Moment.AFTER_COPY) {
                refusals.add(MergeFixture.refused(second).getMessage());
            }
        }));

        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(1, refusals.size());
        String refusal = refusals.get(0).replaceFirst("connection \\d+ of", "connection N of");
        assertEquals(
                "Another run holds the lock of " + fixture.target.schema() + " (connection N of " + address(server)
                        + "). Wait until it ends, or end it. [E900]",
                refusal);
        assertEquals(List.of("areas", "users"), fixture.target.tables());
        assertEquals(List.of(), secondsHooks);
        assertFalse(Files.exists(fixture.path("second.json")));
    }

    @ServerTest
    void aRuleOverItsLimitStopsBeforeItChangesAnything(TestServer server) throws SQLException {
        Map<String, String> limits = Map.of(
                "max-percent: 40", "would remove 2 of 4 rows of users (50.0 %), over its max-percent of 40.",
                "max-rows: 1", "would remove 2 of 4 rows of users, over its max-rows of 1.",
                "min-remaining: 3", "would leave 2 of 4 rows of users, under its min-remaining of 3.");
        MergeFixture fixture = MergeFixture.small(folder, server);
        for (Map.Entry<String, String> limit : limits.entrySet()) {
            assertLimit(fixture, limit.getKey(), limit.getValue());
        }
    }

    @ServerTest
    void aRuleOverItsLimitChangesNothingOfATableWithoutTransactionsEither(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.staging.run("ALTER TABLE users ENGINE = MyISAM");

        assertLimit(fixture, "max-rows: 1", "would remove 2 of 4 rows of users, over its max-rows of 1.");
    }

    private static void assertLimit(MergeFixture fixture, String limit, String clause) throws SQLException {
        fixture.file("cleanup/010-odd.sql", "DELETE FROM users WHERE id IN (1, 3)")
                .spec(RULES + "rules: { 010-odd: { " + limit + " } }\n");
        List<String> production = fixture.production.table("users");
        List<String> warnings = fixture.plan().findings().stream()
                .filter(finding -> finding.code() == ErrorCode.RULE_LIMIT)
                .map(finding -> finding.level() + " " + finding.problem())
                .toList();

        MergeException stop = fixture.refused();

        assertEquals(List.of("WARNING Rule 010-odd " + clause), warnings);
        String remedy = "Nothing was changed; mend " + fixture.path("cleanup/010-odd.sql") + ", or the rule's "
                + limit.substring(0, limit.indexOf(':')) + " in the spec.";
        assertEquals("Rule 010-odd " + clause + " " + remedy + " [E502]", stop.getMessage());
        assertEquals(production, fixture.target.table("users"));
        assertEquals(production, fixture.production.table("users"));
        assertEquals(List.of(), fixture.target.texts("SELECT * FROM _dbmerge_archive"));
        assertEquals(List.of("FAILED"), fixture.target.texts("SELECT DISTINCT state FROM _dbmerge_run"));
        assertEquals(
                List.of("cleanup:010-odd|FAILED"),
                fixture.target.texts("SELECT step_id, state FROM _dbmerge_step WHERE state <> 'DONE'"));
    }

    @ServerTest
    void aRunThatStoppedIsReportedWithWhatStoppedIt(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = MergeFixture.small(folder, server)
                .spec(RULES + "rules: { 010-all: { max-rows: 0 } }\n")
                .file("cleanup/010-all.sql", "DELETE FROM users");

        try (Merger merger = fixture.merger().open()) {
            MergePlan plan = merger.plan();
            MergeException stop = assertThrows(MergeException.class, () -> merger.run(plan));

            MergeReport report = merger.lastReport().orElseThrow();
            assertEquals(Outcome.FAILED, report.outcome());
            assertEquals(stop.getMessage(), report.error().orElseThrow());
            assertTrue(Files.readString(fixture.path("run.json")).contains("\"outcome\": \"failed\""));
        }
    }

    @ServerTest
    void aStepThatTheServerRefusesSaysWhichAndWhy(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.staging.run("ALTER TABLE users MODIFY name VARCHAR(4)");
        MergeException stop;
        try (Merger merger = fixture.merger().open()) {
            MergePlan plan = merger.plan();
            fixture.production.run("INSERT INTO users VALUES (9, 'Robert')");

            stop = assertThrows(MergeException.class, () -> merger.run(plan));
        }

        assertTrue(
                stop.getMessage()
                        .startsWith(
                                "Step overlay:users stopped. 1 value of production's rows would be changed or refused"
                                        + " by staging's type of users.name (varchar(4) in "),
                stop.getMessage());
        assertTrue(stop.getMessage().contains("), id 9. Widen the column on staging"), stop.getMessage());
        assertTrue(!stop.getMessage().contains("Robert"), stop.getMessage());
        assertEquals(List.of("FAILED"), fixture.target.texts("SELECT state FROM _dbmerge_run"));
        assertEquals(
                List.of("overlay:users|FAILED"),
                fixture.target.texts("SELECT step_id, state FROM _dbmerge_step WHERE state <> 'DONE'"));
    }

    @ServerTest
    void aCheckThatFindsRowsRejectsTheTargetWhichStays(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server)
                .spec("overlay:\n  users:\nchecks: checks/*.sql\n")
                .file("checks/names.sql", "SELECT id FROM users WHERE name IS NULL OR name = 'API' ORDER BY id")
                .file("checks/none.sql", "SELECT id FROM ${target}.areas WHERE code IS NULL");

        MergeReport report = fixture.run();

        assertEquals(Outcome.REJECTED, report.outcome());
        assertEquals(
                List.of(
                        new CheckResult("names", 2, true, List.of("3", "4")),
                        new CheckResult("none", 0, true, List.of())),
                report.checks());
        assertEquals(List.of("REJECTED"), fixture.target.texts("SELECT state FROM _dbmerge_run"));
        assertEquals(fixture.production.table("users"), fixture.target.table("users"));
    }

    @ServerTest
    void aReferenceWithOrphansRejectsTheTargetUnlessTheSpecOnlyWarns(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server)
                .spec("overlay:\n  users:\nreferences:\n  - users.id -> areas.id\nfixes: fixes/\n")
                .file("fixes/V1__areas.sql", "UPDATE areas SET code = 'fr' WHERE id = 2;");

        MergeReport fatal = fixture.run();
        fixture.spec("overlay:\n  users:\nreferences:\n  - { from: users.id, to: areas.id, orphans: warn }\n");
        MergeReport warning = fixture.run();

        assertEquals(Outcome.REJECTED, fatal.outcome());
        assertEquals(List.of(2L), fatal.checks().stream().map(CheckResult::rows).toList());
        assertEquals(Outcome.VERIFIED, warning.outcome());
        assertEquals(
                List.of(2L), warning.checks().stream().map(CheckResult::rows).toList());
    }

    private static String address(TestServer server) {
        return server.url().replaceFirst("jdbc:mysql://([^/]+)/.*", "$1");
    }
}
