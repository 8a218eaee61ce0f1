package dev.dbmerge.internal.fixes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

class FixRunnerIT {
    private static final Instant PINNED = Instant.parse("2026-03-29T02:30:00.250Z");

    @TempDir
    Path folder;

    @ServerTest
    void migrationsRunInTheTargetInTheirOrder(TestServer testServer) throws SQLException, IOException {
        file("V2__more.sql", "INSERT INTO t (v) VALUES ('two'); UPDATE ${target}.t SET v = UPPER(v), at = NOW(6);");
        file(
                "V1__first.sql",
                "-- a comment names ete_production.t\nCREATE TABLE t (v VARCHAR(9), at DATETIME(6)); INSERT INTO t (v) VALUES ('one');");
        file("R__view.sql", "CREATE OR REPLACE VIEW names AS SELECT v FROM t;");
        try (Server server = target(testServer);
                Session session = server.open()) {
            session.execute("make a table", "CREATE TABLE " + server.schema() + ".there (id INT)");

            List<String> applied = new FixRunner(server, Set.of("ete_production"), PINNED).run(folder);

            assertEquals(List.of("V1__first.sql", "V2__more.sql", "R__view.sql"), applied);
            assertEquals(
                    2,
                    session.number(
                            "look",
                            "SELECT COUNT(*) FROM " + server.schema()
                                    + ".names JOIN " + server.schema() + ".t USING (v) WHERE v IN (BINARY 'ONE', 'TWO')"
                                    + " AND at = '2026-03-29 02:30:00.250000'"));
            assertEquals(
                    Set.of("t", "there"),
                    SchemaReader.read(session, server.schema()).tables().keySet());
        }
    }

    @ServerTest
    void aFailureNamesFileLineAndTheServersWords(TestServer testServer) throws SQLException, IOException {
        file("V1__first.sql", "CREATE TABLE t (v INT);\n\nINSERT INTO nowhere VALUES (1);\n");
        try (Server server = target(testServer)) {

            MergeException failure =
                    assertThrows(MergeException.class, () -> new FixRunner(server, Set.of(), PINNED).run(folder));

            assertEquals(
                    "Target's server (" + server.version() + " at " + server.address() + ") refused to run fix "
                            + folder.resolve("V1__first.sql") + ": Table '" + server.schema()
                            + ".nowhere' doesn't exist (1146)."
                            + " Mend the file, then run again; the rows are taken as they were before the fixes, so no statement runs twice. [E505 "
                            + folder.resolve("V1__first.sql") + ":3:1]",
                    failure.getMessage());
        }
    }

    @ServerTest
    void aFixThatSpeaksOfASourceRunsNothing(TestServer testServer) throws SQLException, IOException {
        file("V1__first.sql", "CREATE TABLE t (v INT);");
        for (String foreign : List.of("UPDATE `ETE_production` . users SET a = 1;", "USE ete_production;")) {
            file("V2__foreign.sql", foreign);
            try (Server server = target(testServer);
                    Session session = server.open()) {

                MergeException failure = assertThrows(
                        MergeException.class,
                        () -> new FixRunner(server, Set.of("ete_production"), PINNED).run(folder));

                String name = foreign.contains("ETE") ? "ETE_production" : "ete_production";
                assertEquals(
                        "Fix " + folder.resolve("V2__foreign.sql") + " speaks of the database " + name
                                + ", but fixes see the target alone. Leave the database's name out. [E417]",
                        failure.getMessage());
                assertTrue(SchemaReader.read(session, server.schema()).tables().isEmpty());
                session.execute("drop it", "DROP DATABASE " + server.schema());
            }
        }
    }

    @ServerTest
    void whatFlywayWouldLeaveOutIsRefused(TestServer testServer) throws SQLException, IOException {
        file("V0__zero.sql", "CREATE TABLE t (v INT);");
        try (Server server = target(testServer)) {

            MergeException zero =
                    assertThrows(MergeException.class, () -> new FixRunner(server, Set.of(), PINNED).run(folder));

            assertEquals(
                    "Fix " + folder.resolve("V0__zero.sql")
                            + " has the version 0, which stands for the target as it was before any"
                            + " fix. Count from V1. [E505]",
                    zero.getMessage());

            Files.delete(folder.resolve("V0__zero.sql"));
            file("first.sql", "CREATE TABLE t (v INT);");
            MergeException unnamed =
                    assertThrows(MergeException.class, () -> new FixRunner(server, Set.of(), PINNED).run(folder));
            assertTrue(unnamed.getMessage().contains("first.sql"), unnamed.getMessage());
        }
    }

    private void file(String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql);
    }

    private static Server target(TestServer testServer) throws SQLException {
        return new Server("target", purpose -> testServer.root(), testServer.schema("cln_fix"));
    }
}
