package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.plan.Finding;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Merges tables of MariaDB that keep their old rows; servers of MySQL have none. */
class HistoryIT {
    @TempDir
    private Path folder;

    @ServerTest
    void aHistoryIsNotLostQuietly(TestServer server) throws SQLException {
        if (!server.isMariaDb()) {
            return;
        }
        MergeFixture fixture = new MergeFixture(folder, server);
        for (Place place : List.of(fixture.staging, fixture.production)) {
            place.run(
                    "CREATE TABLE prices (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING",
                    "INSERT INTO prices VALUES (1, 1), (2, 2)",
                    "UPDATE prices SET v = 3 WHERE id = 1",
                    "CREATE TABLE users (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING",
                    "INSERT INTO users VALUES (7, 1)",
                    "DELETE FROM users",
                    "INSERT INTO users VALUES (8, 1)");
        }
        fixture.spec("overlay:\n  users:\n");

        List<String> blockers =
                fixture.plan().blockers().stream().map(Finding::problem).toList();
        MergeReport report = fixture.spec("overlay:\n  users:\ndiscard: [history of prices, history of users]\n")
                .run();

        assertEquals(
                List.of(
                        "The target takes the rows that staging's system-versioned prices has now, and not their history.",
                        "The target takes the rows that production's system-versioned users has now, and not their history."),
                blockers);
        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(List.of("1 3", "2 2"), fixture.target.texts("SELECT CONCAT(id, ' ', v) FROM prices ORDER BY id"));
        assertEquals(List.of("8"), fixture.target.texts("SELECT id FROM users FOR SYSTEM_TIME ALL"));
        assertTrue(fixture.target
                .texts(
                        "SELECT table_type FROM information_schema.tables WHERE table_name = 'users' AND table_schema = DATABASE()")
                .contains("SYSTEM VERSIONED"));
    }
}
