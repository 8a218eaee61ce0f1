package dev.dbmerge.internal.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.spec.Check;
import dev.dbmerge.spec.Reference;
import dev.dbmerge.spec.Reference.Orphans;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Checks and references, on every server. */
class CheckIT {
    private static final Instant PINNED = Instant.parse("2026-03-29T02:30:00.250Z");
    private static final Position AT = new Position(Path.of("merge.yml"), 7, 5);

    @ServerTest
    void aCheckCountsItsRowsAndKeepsFiveKeys(TestServer testServer) throws SQLException {
        try (Server server = target(testServer);
                Session session = server.open()) {
            given(
                    session,
                    "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET latin1, d DATE, b BLOB)",
                    "INSERT INTO t VALUES (1, 'ü', '0000-00-00', x'ff00'), (2, NULL, NULL, NULL), (3, 'c', NULL, NULL),"
                            + " (4, 'd', NULL, NULL), (5, 'e', NULL, NULL), (6, 'f', NULL, NULL)");
            CheckRunner runner = new CheckRunner(session, server.schema(), PINNED);

            assertEquals(new CheckResult("c", 0, true, List.of()), runner.run(check("SELECT id FROM t WHERE id > 6")));
            assertEquals(
                    new CheckResult("c", 6, true, List.of("ü", "NULL", "c", "d", "e")),
                    runner.run(check("SELECT v, id FROM ${target}.t ORDER BY id")));
            assertEquals(
                    List.of("0000-00-00"),
                    runner.run(check("SELECT d FROM t WHERE id = 1")).keys());
            assertEquals(
                    List.of("0xff00"),
                    runner.run(check("SELECT b FROM t WHERE id = 1")).keys());
            assertEquals(
                    List.of("2026-03-29 02:30:00.250000"),
                    runner.run(check("SELECT NOW(6)")).keys());
            assertEquals(0, session.number("see the clock", "SELECT NOW() = '2026-03-29 02:30:00'"));
        }
    }

    @ServerTest
    void aCheckThatCannotRunOrWritesIsRefused(TestServer testServer) throws SQLException {
        try (Server server = target(testServer);
                Session session = server.open()) {
            given(session, "CREATE TABLE t (id INT) ENGINE = MyISAM");
            session.connection().setCatalog(server.schema());
            session.execute(
                    "make a function that writes",
                    "CREATE FUNCTION w() RETURNS INT DETERMINISTIC MODIFIES SQL DATA"
                            + " BEGIN INSERT INTO t VALUES (1); RETURN 1; END");
            CheckRunner runner = new CheckRunner(session, server.schema(), PINNED);

            MergeException unknown = assertThrows(MergeException.class, () -> runner.run(check("SELECT nam FROM t")));
            MergeException writes = assertThrows(MergeException.class, () -> runner.run(check("SELECT w()")));

            assertEquals(
                    "Target's server (" + server.version() + " at " + server.address()
                            + ") refused to run check c (checks/c.sql):"
                            + " Unknown column 'nam' in '" + (testServer.isMariaDb() ? "SELECT" : "field list")
                            + "' (1054). Mend checks/c.sql, then run again. [E500]",
                    unknown.getMessage());
            assertTrue(writes.getMessage().contains("READ ONLY transaction"), writes.getMessage());
            assertEquals(0, session.number("count", "SELECT COUNT(*) FROM t"));
        }
    }

    @ServerTest
    void referencesCountRowsThatPointNowhere(TestServer testServer) throws SQLException {
        try (Server server = target(testServer);
                Session session = server.open()) {
            given(
                    session,
                    "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(9) CHARACTER SET latin1 UNIQUE)",
                    "CREATE TABLE posts (id INT PRIMARY KEY, user_id INT, whodunnit VARCHAR(20), author VARCHAR(9) CHARACTER SET utf8mb4"
                            + " COLLATE utf8mb4_bin)",
                    "CREATE TABLE likes (a INT, b INT, KEY (a, b))",
                    "CREATE TABLE pairs (a INT, b INT, PRIMARY KEY (a, b))",
                    "INSERT INTO users VALUES (1, 'ü'), (2, 'b')",
                    "INSERT INTO posts VALUES (1, 1, '1', 'ü'), (2, NULL, NULL, NULL), (3, 3, '3', 'x'), (4, 2, '2abc', 'b'), (5, 9, '', 'b')",
                    "INSERT INTO likes VALUES (1, 2), (1, 1), (NULL, 7), (2, 2)",
                    "INSERT INTO pairs VALUES (1, 2)",
                    "SET foreign_key_checks = 0",
                    "ALTER TABLE likes ADD FOREIGN KEY (a, b) REFERENCES pairs (a, b)",
                    "ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users (id)",
                    "SET foreign_key_checks = 1");

            List<CheckResult> results = new ReferenceChecker(session, SchemaReader.read(session, server.schema()))
                    .check(List.of(
                            reference("user_id", "id", Orphans.WARN),
                            reference("whodunnit", "id", Orphans.FAIL),
                            reference("author", "name", Orphans.FAIL)));

            assertEquals(
                    List.of(
                            new CheckResult("posts.user_id -> users.id", 2, true, List.of("3", "5")),
                            new CheckResult("posts.whodunnit -> users.id", 3, true, List.of("3", "4", "5")),
                            new CheckResult("posts.author -> users.name", 1, true, List.of("3")),
                            new CheckResult("likes.(a, b) -> pairs.(a, b)", 2, true, List.of("1, 1", "2, 2"))),
                    results);
        }
    }

    @ServerTest
    void aReferenceThatNamesNothingIsRefused(TestServer testServer) throws SQLException {
        try (Server server = target(testServer);
                Session session = server.open()) {
            given(session, "CREATE TABLE posts (id INT PRIMARY KEY)", "CREATE TABLE users (id INT PRIMARY KEY)");
            ReferenceChecker checker = new ReferenceChecker(session, SchemaReader.read(session, server.schema()));

            MergeException failure = assertThrows(
                    MergeException.class, () -> checker.check(List.of(reference("user_id", "id", Orphans.FAIL))));

            assertEquals(
                    "The reference posts.user_id -> users.id names posts.user_id, which the target does not have."
                            + " Mend it under references. [E411 merge.yml:7:5]",
                    failure.getMessage());
        }
    }

    private static Reference reference(String column, String toColumn, Orphans orphans) {
        return new Reference("posts", List.of(column), "users", List.of(toColumn), orphans, AT);
    }

    private static Check check(String sql) {
        return new Check("c", Path.of("checks/c.sql"), sql);
    }

    private static void given(Session session, String... statements) throws SQLException {
        session.connection().setCatalog(session.server().schema());
        for (String sql : statements) {
            session.execute("set up the test", sql);
        }
    }

    private static Server target(TestServer testServer) throws SQLException {
        return new Server("target", purpose -> testServer.root(), testServer.schema("cln_check"));
    }
}
