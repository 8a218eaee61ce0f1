package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** A run that stops in its middle goes on later, and the target is that of a run that was left alone. */
class ResumeIT {
    /** How many instants of a run are tried on a server; a soak tries many more. */
    private static final int STOPS = Integer.getInteger("dbmerge.stops", 4);

    private static final int ROWS = WholeMerge.ROWS;

    @TempDir
    private Path folder;

    @ServerTest
    void aRunThatStopsAnywhereGoesOnToTheSameTarget(TestServer server) throws SQLException {
        MergeFixture fixture = WholeMerge.of(folder, server);
        Counter all = new Counter(Integer.MAX_VALUE, () -> {});
        assertEquals(Outcome.VERIFIED, run(fixture, all).outcome());
        Map<String, Object> alone = WholeMerge.content(fixture.target);
        Random random = new Random(server.product().hashCode());

        for (int i = 0; i < STOPS; i++) {
            int stop = random.nextInt(all.count);
            fixture.target.run("DROP DATABASE `" + fixture.target.schema() + "`");
            interrupt(fixture, stop);
            if (random.nextBoolean()) {
                interrupt(fixture, random.nextInt(all.count));
            }

            MergeReport report = run(fixture);

            assertEquals(Outcome.VERIFIED, report.outcome(), "stop " + stop + " " + report.checks());
            assertEquals(alone, WholeMerge.content(fixture.target), "stop " + stop);
        }
    }

    @ServerTest
    void whatIsThereAlreadyIsNotCopiedAgain(TestServer server) throws SQLException {
        MergeFixture fixture =
                WholeMerge.of(folder, server).file("checks/broken.sql", "SELECT none FROM ${target}.users");
        refused(fixture);
        fixture.target.run("UPDATE _dbmerge_run SET state = 'BUILDING', finished_at = NULL");
        fixture.target.run("CREATE TRIGGER acts BEFORE INSERT ON log FOR EACH ROW SET NEW.v = 'trigger'");
        fixture.target.run("DELETE FROM log WHERE id BETWEEN 2001 AND 2010", "UPDATE log SET v = 'x' WHERE id = 5999");
        fixture.staging.run("UPDATE log SET v = 'new' WHERE id = 1500", "DELETE FROM log WHERE id = 5998");
        fixture.file("checks/broken.sql", "SELECT id FROM ${target}.users WHERE id < 0");

        MergeReport report = run(fixture);

        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(fixture.staging.table("log"), fixture.target.table("log"));
        assertTrue(target(report).detail().startsWith("goes on where the run of 20"));
        assertEquals(
                "there already, equal to the source", step(report, "copy:plain").detail());
        assertEquals(
                "there already, equal to the source",
                step(report, "overlay:users").detail());
        assertEquals("streamed, LOAD DATA", step(report, "overlay:flags").detail(), "a fix altered the table");
        assertEquals(
                "there already, equal to the source", step(report, "copy:loose").detail());
        String log = step(report, "copy:log").detail();
        assertTrue(log.matches("[1-9] of \\d+ ranges there already, the others streamed, LOAD DATA"), log);
        assertTrue(
                report.notes().stream().anyMatch(note -> note.startsWith("The target was not made anew: the run of")));
        assertEquals(
                fixture.target.texts("SELECT COUNT(*), SUM(row_count) FROM _dbmerge_chunk WHERE step_id = 'copy:log'"),
                List.of(log.replaceFirst(".* of (\\d+) ranges.*", "$1") + "|" + (ROWS - 1)));
    }

    @ServerTest
    void aUniqueValueMayHaveGoneToAnotherRow(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server)
                .spec("overlay: { users: {} }\nchecks: checks/*.sql\n")
                .file("checks/broken.sql", "SELECT none FROM ${target}.users");
        String table = "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(20), name VARCHAR(20),"
                + " UNIQUE KEY by_email (email), KEY by_name (name), UNIQUE KEY by_both (name, email))";
        fixture.staging.run(table);
        fixture.production.run(table, WholeMerge.insert("users", 5_000, "%d, 'mail%<d', 'a'"));
        refused(fixture);
        fixture.target.run("UPDATE _dbmerge_run SET state = 'BUILDING', finished_at = NULL");
        fixture.production.run(
                "UPDATE users SET email = 'gone' WHERE id = 1",
                "UPDATE users SET email = 'mail1' WHERE id = 5000",
                "UPDATE users SET email = 'mail5000' WHERE id = 1");
        fixture.file("checks/broken.sql", "SELECT id FROM ${target}.users WHERE id < 0");

        for (CopyMethod method : List.of(CopyMethod.LOAD, CopyMethod.INSERT)) {
            MergeReport report = MergeFixture.run(fixture.merger().threads(2).copyMethod(method));

            assertEquals(Outcome.VERIFIED, report.outcome());
            assertEquals(fixture.production.table("users"), fixture.target.table("users"));
            assertEquals(
                    fixture.staging.texts("SHOW CREATE TABLE users"), fixture.target.texts("SHOW CREATE TABLE users"));
            fixture.target.run("UPDATE _dbmerge_run SET state = 'BUILDING', finished_at = NULL");
            fixture.production.run(
                    "UPDATE users SET email = 'gone' WHERE id = 1",
                    "UPDATE users SET email = 'mail5000' WHERE id = 5000",
                    "UPDATE users SET email = 'mail1' WHERE id = 1");
        }
    }

    @ServerTest
    void aMergeThatIsAnotherOneBeginsAnew(TestServer server) throws SQLException {
        MergeFixture fixture =
                WholeMerge.of(folder, server).file("checks/broken.sql", "SELECT none FROM ${target}.users");
        refused(fixture);
        fixture.staging.run("ALTER TABLE plain ADD COLUMN w INT NOT NULL DEFAULT 7");

        MergeReport changed = refusedReport(fixture);

        assertEquals("streamed, LOAD DATA", step(changed, "copy:plain").detail());
        assertEquals(
                "there already, equal to the source",
                step(changed, "copy:loose").detail());
        assertEquals(List.of("7"), fixture.target.texts("SELECT DISTINCT w FROM plain"));

        fixture.file("checks/broken.sql", "SELECT id FROM ${target}.users WHERE id < 0");
        MergeReport restarted = MergeFixture.run(fixture.merger().threads(2).restart());

        assertEquals("", target(restarted).detail());
        assertEquals("streamed, LOAD DATA", step(restarted, "copy:loose").detail());
        assertEquals(List.of("1"), fixture.target.texts("SELECT COUNT(*) FROM _dbmerge_run"));

        MergeReport again = run(fixture);

        assertEquals("", target(again).detail(), "a run that ended is no unfinished one");
    }

    @ServerTest
    void rangesAndTheirNotesAreOneTransaction(TestServer server) throws SQLException {
        MergeFixture fixture = WholeMerge.of(folder, server);
        for (CopyMethod method : List.of(CopyMethod.SERVER, CopyMethod.LOAD, CopyMethod.INSERT)) {
            fixture.consistency(method == CopyMethod.SERVER ? "lock" : "snapshot");
            MergeReport report = MergeFixture.run(fixture.merger().threads(2).copyMethod(method));

            assertEquals(Outcome.VERIFIED, report.outcome());
            assertEquals(
                    List.of("copy:log|" + ROWS, "copy:loose|40", "overlay:flags|3000"),
                    fixture.target.texts("SELECT step_id, SUM(row_count) FROM _dbmerge_chunk WHERE step_id IN"
                            + " ('copy:log', 'copy:loose', 'overlay:flags') GROUP BY step_id ORDER BY step_id"));
            assertEquals(
                    fixture.target.texts("SELECT source_sum FROM _dbmerge_step WHERE step_id = 'copy:log'"),
                    fixture.target.texts(
                            "SELECT SUM(CAST(source_sum AS DECIMAL(65))) FROM _dbmerge_chunk WHERE step_id = 'copy:log'"));
        }
        assertFalse(fixture.target
                .texts("SELECT key_range FROM _dbmerge_chunk WHERE step_id = 'copy:log'")
                .contains(""));
    }

    private static MergeReport run(MergeFixture fixture, MergeListener... listeners) {
        return MergeFixture.run(fixture.merger().threads(2), listeners);
    }

    private static void refused(MergeFixture fixture) {
        assertThrows(MergeException.class, () -> run(fixture));
    }

    private static MergeReport refusedReport(MergeFixture fixture) {
        try (Merger merger = fixture.merger().threads(2).open()) {
            MergePlan plan = merger.plan();
            assertThrows(MergeException.class, () -> merger.run(plan));
            return merger.lastReport().orElseThrow();
        }
    }

    private static void interrupt(MergeFixture fixture, int stop) {
        try (Merger merger = fixture.merger().threads(2).open()) {
            MergePlan plan = merger.plan();
            MergeException e =
                    assertThrows(MergeException.class, () -> merger.run(plan, new Counter(stop, merger::interrupt)));
            Thread.interrupted();
            assertEquals(ErrorCode.INTERRUPTED, e.code(), e.getMessage());
        }
    }

    private static StepResult target(MergeReport report) {
        return report.steps().get(0);
    }

    private static StepResult step(MergeReport report, String id) {
        return report.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Counts what a run tells, and does something at one of it. */
    private static final class Counter implements MergeListener {
        private final int stop;
        private final Runnable action;
        private int count;

        Counter(int stop, Runnable action) {
            this.stop = stop;
            this.action = action;
        }

        private void one() {
            if (count++ == stop) {
                action.run();
            }
        }

        @Override
        public void started(Step step) {
            one();
        }

        @Override
        public void progressed(Step step, long rows, long of) {
            one();
        }

        @Override
        public void finished(Step step, StepResult result) {
            one();
        }
    }
}
