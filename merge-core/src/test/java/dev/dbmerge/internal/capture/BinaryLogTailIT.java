package dev.dbmerge.internal.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.Secret;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What production's writers do, told from the binary log of a real server. */
class BinaryLogTailIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ServerTest
    void everyWayOfWritingARowIsSeenByItsKey(TestServer server) throws SQLException {
        try (Log log = new Log(
                server,
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), UNIQUE KEY (name))",
                "INSERT INTO users VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e')",
                "CREATE TABLE others (id INT PRIMARY KEY)",
                "CREATE TABLE loose (v INT)")) {
            log.watch("users", "loose");

            log.run(
                    "INSERT INTO users VALUES (10, 'x'), (11, 'y')",
                    "UPDATE users SET name = 'B' WHERE id = 2",
                    "DELETE FROM users WHERE id = 3",
                    "UPDATE users SET id = 40 WHERE id = 4",
                    "REPLACE INTO users VALUES (12, 'e')",
                    "INSERT INTO users VALUES (11, 'z') ON DUPLICATE KEY UPDATE name = 'zz'",
                    "INSERT INTO others VALUES (1)");

            assertEquals(Map.of("users", List.of("10", "11", "12", "2", "3", "4", "40", "5")), log.taken());

            log.run("BEGIN", "UPDATE users SET name = 'q' WHERE id = 1", "ROLLBACK");
            log.run("BEGIN", "UPDATE users SET name = 'r' WHERE id = 1", "INSERT INTO loose VALUES (1)", "COMMIT");

            assertEquals(
                    Map.of(
                            "users",
                            List.of("1"),
                            "loose",
                            List.of("all: it has no primary key by which its rows can be told")),
                    log.taken());
            assertEquals(Map.of(), log.taken());
        }
    }

    @ServerTest
    void keysOfEveryTypeComeAsTheServerTakesThem(TestServer server) throws SQLException {
        try (Log log = new Log(
                server,
                "CREATE TABLE tiny (k TINYINT UNSIGNED PRIMARY KEY, v INT)",
                "CREATE TABLE small (k SMALLINT UNSIGNED PRIMARY KEY, v INT)",
                "CREATE TABLE medium (k MEDIUMINT UNSIGNED PRIMARY KEY, v INT)",
                "CREATE TABLE whole (v INT, k INT UNSIGNED PRIMARY KEY)",
                "CREATE TABLE big (k BIGINT UNSIGNED PRIMARY KEY, v INT)",
                "CREATE TABLE signed (k BIGINT PRIMARY KEY, v INT)",
                "CREATE TABLE money (k DECIMAL(30, 10) PRIMARY KEY, v INT)",
                "CREATE TABLE latin (k VARCHAR(20) CHARACTER SET latin1 PRIMARY KEY, v INT)",
                "CREATE TABLE wide (k CHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY, v INT)",
                "CREATE TABLE fixed (k BINARY(4) PRIMARY KEY, v INT)",
                "CREATE TABLE bytes (k VARBINARY(300) PRIMARY KEY, v INT)",
                "CREATE TABLE two (made INT AS (a + 1) VIRTUAL, a INT, b VARCHAR(20) CHARACTER SET utf8mb4, v INT,"
                        + " PRIMARY KEY (b, a))",
                "CREATE TABLE days (k DATE PRIMARY KEY, v INT)")) {
            Map<String, List<String>> given = new TreeMap<>(Map.of(
                    "tiny", List.of("0", "255"),
                    "small", List.of("0", "65535"),
                    "medium", List.of("0", "16777215"),
                    "whole", List.of("0", "4294967295"),
                    "big", List.of("0", "18446744073709551615"),
                    "signed", List.of("-9223372036854775808", "-1", "9223372036854775807"),
                    "money", List.of("-12345678901234567890.0123456789", "0.5000000000")));
            given.putAll(Map.of(
                    "latin", List.of("_latin1 x'e9a4'", "_latin1 x''"),
                    "wide", List.of("_utf8mb4 x'f09f9880'", "_utf8mb4 x'27225c'"),
                    "fixed", List.of("x'01000000'", "x'00000000'", "x'ffff0020'"),
                    "bytes", List.of("x'0100'", "x''", "x'" + "20".repeat(300) + "'"),
                    "days", List.of("'2026-03-29'")));
            log.watch(given.keySet().toArray(String[]::new));
            log.watch("two");

            for (Map.Entry<String, List<String>> table : given.entrySet()) {
                for (String key : table.getValue()) {
                    log.run("INSERT INTO " + table.getKey() + " (k, v) VALUES (" + key + ", 1)");
                }
            }
            log.run("INSERT INTO two (a, b, v) VALUES (7, 'é', 1)");

            DirtyKeys dirty = log.take();
            for (String table : given.keySet()) {
                if (table.equals("days")) {
                    assertTrue(dirty.whole(table));
                    continue;
                }
                assertEquals(given.get(table).size(), dirty.keys(table).size(), table);
                for (RowKey key : dirty.keys(table)) {
                    assertEquals(
                            1,
                            log.number("SELECT COUNT(*) FROM " + table + " WHERE k = "
                                    + key.constants().get(0)));
                }
            }
            RowKey two = dirty.keys("two").iterator().next();
            assertEquals(
                    1,
                    log.number("SELECT COUNT(*) FROM two WHERE b = "
                            + two.constants().get(0) + " AND a = "
                            + two.constants().get(1)));
        }
    }

    @ServerTest
    void rotationMinimalImagesAndCompressionLeaveNothingOut(TestServer server) throws SQLException {
        try (Log log = new Log(
                server,
                "CREATE TABLE users (name VARCHAR(2000) CHARACTER SET latin1, id VARCHAR(20) CHARACTER SET latin1 PRIMARY KEY)",
                "INSERT INTO users VALUES ('a', 'é'), ('b', 'b'), ('c', 'c')")) {
            log.watch("users");

            log.run(
                    "SET SESSION binlog_row_image = MINIMAL",
                    "UPDATE users SET name = 'x' WHERE id = 'é'",
                    "FLUSH BINARY LOGS",
                    "UPDATE users SET id = 'd' WHERE id = 'b'",
                    "FLUSH BINARY LOGS",
                    "DELETE FROM users WHERE id = 'c'");

            assertEquals(
                    List.of("_latin1 x'62'", "_latin1 x'63'", "_latin1 x'64'", "_latin1 x'e9'"),
                    bare(log.taken().get("users")));

            if (log.variable("binlog_transaction_compression").isPresent()) {
                log.run(
                        "SET SESSION binlog_transaction_compression = ON",
                        "INSERT INTO users VALUES (REPEAT('z', 2000), 'ü'), (REPEAT('y', 2000), 'ö')");

                assertEquals(
                        List.of("_latin1 x'f6'", "_latin1 x'fc'"),
                        bare(log.taken().get("users")));
            }
        }
    }

    @ServerTest
    void whatIsNotLoggedByRowCountsForWholeTables(TestServer server) throws SQLException {
        try (Log log = new Log(
                server,
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20))",
                "INSERT INTO users VALUES (1, 'a')",
                "CREATE TABLE notes (id INT PRIMARY KEY)")) {
            log.watch("users", "notes");

            log.run("SET SESSION binlog_format = STATEMENT", "UPDATE users SET name = 'secret' WHERE id = 1");

            Map<String, List<String>> byText = log.taken();
            assertEquals(List.of("all: a statement was logged as text: UPDATE USERS"), byText.get("users"));
            assertEquals(List.of("all: a statement was logged as text: UPDATE USERS"), byText.get("notes"));

            log.run("TRUNCATE TABLE notes", "CREATE TABLE fresh (id INT)", "CREATE VIEW seen AS SELECT id FROM users");

            DirtyKeys truncated = log.take();
            assertEquals(Map.of("notes", "of TRUNCATE TABLE"), truncated.wholeTables());

            log.run("ALTER TABLE users ADD COLUMN more INT");

            assertEquals(
                    new TreeSet<>(List.of("users")), new TreeSet<>(log.take().altered()));
        }
    }

    @ServerTest
    void aPreparedTransactionCountsWhenItIsCommitted(TestServer server) throws SQLException {
        try (Log log = new Log(server, "CREATE TABLE users (id INT PRIMARY KEY)")) {
            log.watch("users");

            log.run("XA START 'dbm'", "INSERT INTO users VALUES (1)", "XA END 'dbm'", "XA PREPARE 'dbm'");
            log.take();
            log.run("XA COMMIT 'dbm'");

            assertEquals(Map.of("users", List.of("1")), log.taken());
        }
    }

    @ServerTest
    void aLogThatIsGoneIsSaid(TestServer server) throws SQLException {
        try (Log log = new Log(server, "CREATE TABLE users (id INT PRIMARY KEY)")) {
            LogPosition gone = new LogPosition(log.position().file().replaceAll("\\d+$", "999999"), 4);

            MergeException failure = assertThrows(MergeException.class, () -> log.watch(gone, "users"));

            assertEquals(ErrorCode.CAPTURE, failure.code());
            assertTrue(
                    failure.getMessage()
                            .matches(
                                    "The binary log of production's server at .* has no events from .*999999:4 on \\(.*\\)\\."
                                            + " Build the target again, then promote it before the log is purged\\. \\[E445]"),
                    failure.getMessage());
        }
    }

    private static List<String> bare(List<String> keys) {
        return keys.stream()
                .map(key -> key.replaceAll("^\\((.*) COLLATE .*\\)$", "$1"))
                .sorted()
                .toList();
    }

    /** A database whose log is followed. */
    private static final class Log implements AutoCloseable {
        private final Server server;
        private final Session session;
        private final Connection writer;
        private final String schema;
        private final java.util.List<WatchedTable> watched = new java.util.ArrayList<>();
        private Optional<BinaryLogTail> tail = Optional.empty();

        Log(TestServer at, String... given) throws SQLException {
            schema = at.schema("log");
            Database database = new Database(
                    at.url(schema),
                    schema,
                    Optional.of(at.user()),
                    new Secret(at.password()),
                    Database.Consistency.SNAPSHOT,
                    new Position(Path.of("merge.yml"), 1, 1));
            server = new Server("production", new UrlConnections(database), schema);
            session = server.open();
            writer = at.root(schema);
            if (at.isMariaDb()) {
                run("SET SESSION binlog_format = ROW");
            }
            run(given);
        }

        void run(String... statements) throws SQLException {
            try (Statement statement = writer.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        LogPosition position() {
            return LogPosition.parse(server.binaryLogPosition(session).orElseThrow())
                    .orElseThrow();
        }

        void watch(String... names) {
            watch(position(), names);
        }

        void watch(LogPosition from, String... names) {
            tail.ifPresent(BinaryLogTail::close);
            Schema read = SchemaReader.read(session, schema);
            List.of(names)
                    .forEach(
                            name -> watched.add(WatchedTable.of(read.table(name).orElseThrow())));
            tail = Optional.of(BinaryLogTail.open(server, schema, watched, false, from));
        }

        DirtyKeys take() {
            return tail.orElseThrow().take(position(), PATIENCE);
        }

        Map<String, List<String>> taken() {
            DirtyKeys dirty = take();
            Map<String, List<String>> taken = new TreeMap<>();
            for (String table : dirty.tables()) {
                Collection<RowKey> keys = dirty.keys(table);
                taken.put(
                        table,
                        dirty.whole(table)
                                ? List.of("all: " + dirty.wholeTables().get(table))
                                : keys.stream()
                                        .map(key -> String.join(", ", key.constants()))
                                        .sorted()
                                        .collect(Collectors.toList()));
            }
            return taken;
        }

        long number(String query) throws SQLException {
            try (Statement statement = writer.createStatement();
                    var rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getLong(1);
            }
        }

        Optional<String> variable(String name) {
            return session.fetch("look for a variable", "SHOW VARIABLES LIKE '" + name + "'").stream()
                    .findFirst()
                    .map(row -> row.get(1, String.class));
        }

        @Override
        public void close() throws SQLException {
            tail.ifPresent(BinaryLogTail::close);
            writer.close();
            session.close();
            server.close();
        }
    }
}
