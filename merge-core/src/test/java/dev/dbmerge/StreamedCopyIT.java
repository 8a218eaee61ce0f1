package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;

/** What streams of rows meet: values that a server takes unwillingly, and connections that are cut. */
class StreamedCopyIT {
    private static final int UNKNOWN_THREAD = 1094;

    @TempDir
    private Path folder;

    @ServerTest
    void longValuesAndPlacesAreCopied(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.staging.run(
                "CREATE TABLE places (id INT PRIMARY KEY, place POINT NOT NULL, SPATIAL KEY (place))",
                "INSERT INTO places VALUES (1, ST_GeomFromText('POINT(1 2.5)')), (2, ST_GeomFromText('POINT(-0.1 92)'))",
                "CREATE TABLE texts (id INT PRIMARY KEY, text LONGTEXT, bytes LONGBLOB)",
                "INSERT INTO texts VALUES (1, REPEAT('a\\n', 1500000), x'00'), (2, NULL, REPEAT(x'005C0A09', 700000))");
        for (CopyMethod method : List.of(CopyMethod.LOAD, CopyMethod.INSERT)) {
            MergeReport report = MergeFixture.run(fixture.merger().threads(2).copyMethod(method));

            assertEquals(Outcome.VERIFIED, report.outcome());
            for (String query : List.of(
                    "SELECT id, HEX(place) FROM places",
                    "SELECT id, CRC32(text), CRC32(bytes), LENGTH(text) FROM texts")) {
                assertEquals(fixture.staging.texts(query), fixture.target.texts(query));
            }
        }
    }

    @ServerTest
    void valuesThatAStrictModeRefusesAreCopied(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server).spec("overlay: { users: {} }\n");
        String table = "CREATE TABLE users (id INT PRIMARY KEY, born DATE, seen DATETIME, level ENUM('1', 'a'),"
                + " place ENUM('a', 'b'), tag ENUM('', 'x'))";
        fixture.staging.run(table);
        fixture.production.run(
                table,
                "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'",
                "INSERT INTO users VALUES (1, '2024-02-31', '2023-04-31 10:00:00', 0, 0, 0),"
                        + " (2, '0000-00-00', '2024-00-00', 0, 1, 1), (3, '2024-02-29', NULL, 1, 0, 2)");

        for (CopyMethod method : CopyMethod.values()) {
            MergeReport report = MergeFixture.run(fixture.consistency(method == CopyMethod.SERVER ? "lock" : "snapshot")
                    .merger()
                    .copyMethod(method));

            assertEquals(Outcome.VERIFIED, report.outcome());
            assertEquals(
                    List.of(
                            "1|2024-02-31|2023-04-31 10:00:00|0|0|0",
                            "2|0000-00-00|2024-00-00 00:00:00|0|1|1",
                            "3|2024-02-29|null|1|0|2"),
                    fixture.target.texts(
                            "SELECT id, CAST(born AS CHAR), CAST(seen AS CHAR), CAST(level + 0 AS SIGNED), CAST(place + 0 AS SIGNED), CAST(tag + 0 AS SIGNED)"
                                    + " FROM users ORDER BY id"));
        }
    }

    @ServerTest
    void aRangeWhoseConnectionWasCutIsCopiedAgain(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.staging.run("CREATE TABLE log (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(40), KEY by_v (v))");
        fixture.staging.run("INSERT INTO log (v) VALUES ('a'), ('b'), ('c'), ('d')");
        for (int i = 0; i < 14; i++) {
            fixture.staging.run("INSERT INTO log (v) SELECT CONCAT(v, id) FROM log");
        }
        for (CopyMethod method : List.of(CopyMethod.LOAD, CopyMethod.INSERT)) {
            AtomicBoolean over = new AtomicBoolean();
            String start = method == CopyMethod.LOAD ? "LOAD DATA LOCAL%" : "INSERT INTO `its_new%`.`log`%";
            CompletableFuture<Integer> cuts = CompletableFuture.supplyAsync(() -> cut(fixture.staging, start, over));

            MergeReport report = MergeFixture.run(
                    fixture.merger().threads(2).copyMethod(method).restart());

            over.set(true);
            assertEquals(2, cuts.join());
            assertEquals(Outcome.VERIFIED, report.outcome());
            assertEquals(
                    fixture.staging.texts("SELECT COUNT(*), SUM(CRC32(CONCAT(id, v))) FROM log"),
                    fixture.target.texts("SELECT COUNT(*), SUM(CRC32(CONCAT(id, v))) FROM log"));
            assertTrue(
                    report.notes()
                            .contains("A connection to the target's server was lost while log was filled; its range was"
                                    + " copied again."),
                    report.notes().toString());
        }
    }

    /** Kills the first two connections that are seen to fill the table. */
    private static int cut(Place place, String statement, AtomicBoolean over) {
        Set<String> killed = new HashSet<>();
        try (Connection connection = place.server().root();
                Statement killer = connection.createStatement()) {
            String query = "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE '" + statement
                    + "' AND INFO LIKE '%log%'";
            while (killed.size() < 2 && !over.get()) {
                // One that was killed is still shown for a moment; one that is shown may have gone before it is killed.
                Optional<String> id = place.texts(query).stream()
                        .filter(shown -> !killed.contains(shown))
                        .findFirst();
                if (id.isPresent() && kill(killer, id.get())) {
                    killed.add(id.get());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return killed.size();
    }

    private static boolean kill(Statement killer, String id) throws SQLException {
        try {
            killer.execute("KILL " + id);
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == UNKNOWN_THREAD) {
                return false;
            }
            throw e;
        }
    }
}
