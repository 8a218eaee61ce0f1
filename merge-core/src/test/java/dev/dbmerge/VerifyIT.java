package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.VerifyReport;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Looks at a target some time after its run. */
class VerifyIT {
    @TempDir
    private Path folder;

    @ServerTest
    void aTargetThatNobodyTouchedIsAsTheRunLeftIt(TestServer server) throws SQLException {
        MergeFixture fixture = WholeMerge.of(folder, server);
        MergeReport run = fixture.run();

        VerifyReport report = fixture.verify();

        assertEquals(Outcome.VERIFIED, report.outcome(), report.checks().toString());
        assertEquals(run.runId(), report.runId());
        assertEquals(Outcome.VERIFIED, report.judged());
        assertEquals(fixture.target.tables().size(), report.tables());
        long rows = 0;
        for (String table : fixture.target.tables()) {
            rows += fixture.target.table(table).size();
        }
        assertEquals(rows, report.rows());
        assertEquals(
                List.of("plain.user_id -> users.id", "users.boss -> users.id", "none"),
                report.checks().stream().map(CheckResult::id).toList());
    }

    @ServerTest
    void whatWasChangedSinceIsNamed(TestServer server) throws SQLException {
        MergeFixture fixture = WholeMerge.of(folder, server);
        fixture.run();
        fixture.target.run(
                "UPDATE users SET label = CONCAT(label, ' ') WHERE id = 2017",
                "DELETE FROM log WHERE id = 4711",
                "UPDATE moved SET v = 'x' WHERE id = 700",
                "INSERT INTO notes VALUES (5, 'again')",
                "ALTER TABLE loose DROP KEY by_v",
                "ALTER TABLE flags ALTER COLUMN v SET DEFAULT 7",
                "DROP TRIGGER refuse",
                "DROP TABLE more",
                "CREATE TABLE added (id INT)",
                "CREATE OR REPLACE VIEW named AS SELECT name, id FROM users");

        VerifyReport report = fixture.verify();

        assertEquals(Outcome.REJECTED, report.outcome());
        assertEquals(
                List.of(
                        "rows of log: 6000 rows then, 5999 now; 4711 (not in the target)",
                        "rows of moved: 1500 rows then, 1500 now, and some of their values differ",
                        "rows of notes: 801 rows then, 802 now",
                        "rows of users: 2500 rows then, 2500 now, and some of their values differ; 2017 (other values)",
                        "table added: the run did not leave it",
                        "table flags: has another structure or text than the run left",
                        "table loose: has another structure or text than the run left",
                        "table more: is gone",
                        "trigger refuse: is gone",
                        "view named: has another structure or text than the run left",
                        "none: 5"),
                report.checks().stream()
                        .filter(check -> !check.holds())
                        .map(check -> check.id() + ": " + String.join("; ", check.keys()))
                        .sorted((one, other) ->
                                one.startsWith("none") ? 1 : other.startsWith("none") ? -1 : one.compareTo(other))
                        .toList());
    }

    @ServerTest
    void onlyATargetThatARunOfTheSpecCompletedIsLookedAt(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        String target = "The target " + fixture.target.schema() + " on " + server.product();

        MergeException missing = assertThrows(MergeException.class, fixture::verify);
        fixture.spec("overlay:\n  users:\nchecks: checks/*.sql\n")
                .file("checks/broken.sql", "SELECT none FROM ${target}.users");
        assertThrows(MergeException.class, fixture::run);
        MergeException unfinished = assertThrows(MergeException.class, fixture::verify);
        fixture.file("checks/broken.sql", "SELECT id FROM ${target}.users WHERE id < 0")
                .run();
        fixture.target.run("UPDATE _dbmerge_run SET spec = 'theirs'");
        MergeException other = assertThrows(MergeException.class, fixture::verify);

        assertEquals(ErrorCode.NOTHING_TO_VERIFY, missing.code());
        assertEquals(
                target + " has no journal: dbmerge did not make it, or it is not there. Run dbmerge run first. [E442]",
                missing.getMessage().replaceFirst(" at 127.0.0.1:\\d+", ""));
        assertEquals(
                target + " is unfinished. Run dbmerge run, which goes on there. [E442]",
                unfinished.getMessage().replaceFirst(" at 127.0.0.1:\\d+", ""));
        assertEquals(
                target + " was made by the spec theirs, not by its. Name that spec by --config. [E442]",
                other.getMessage().replaceFirst(" at 127.0.0.1:\\d+", ""));
    }
}
