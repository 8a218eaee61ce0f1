package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.backup.Backup.Proving;
import dev.dbmerge.internal.backup.Restore;
import dev.dbmerge.internal.backup.StoredBackup;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.report.BackupReport;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Backups of whatever a database may hold, and what comes of them where it was lost. */
class BackupIT {
    @TempDir
    private Path folder;

    @ServerTest
    void whatWasLostIsRestoredToTheLetterByWhatTheReadmeSays(TestServer server, TestReporter reporter)
            throws SQLException, IOException {
        LiveDatabase live = new LiveDatabase(folder, server).withEverything();
        Map<String, Object> before = LiveDatabase.letters(live.place());
        BackupReport backup = live.backup(Proving.RESTORE);
        Map<String, Object> after = LiveDatabase.letters(live.place());
        live.lose();

        Optional<PlainClient> client = PlainClient.find();
        reporter.publishEntry("restored by", client.map(PlainClient::name).orElse("JDBC, since there is no client"));
        if (client.isPresent()) {
            List<String> commands = PlainClient.commands(backup.folder());
            assertEquals(2, commands.size());
            for (String command : commands) {
                assertEquals(0, succeeded(client.get().run(command, backup.folder(), server, live.schema())), command);
            }
        } else {
            restore(live, backup.folder());
        }

        assertSame(before, after);
        assertSame(before, LiveDatabase.letters(live.place()));
    }

    private static int succeeded(PlainClient.Ended ended) {
        assertEquals(0, ended.code(), ended.output());
        return ended.code();
    }

    private static void assertSame(Map<String, Object> expected, Map<String, Object> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, text) -> assertEquals(text, found.get(name), name));
    }

    private static void restore(LiveDatabase live, Path backup) {
        try (Server into = live.server()) {
            new Restore(into, 2, Restore.Events.AS_THEY_WERE, session -> {}, note -> {}).from(backup);
        }
    }

    @ServerTest
    void whatWasLostIsRestoredByTheLibrary(TestServer server) throws SQLException {
        LiveDatabase live = new LiveDatabase(folder, server).withEverything();
        Map<String, Object> before = LiveDatabase.letters(live.place());
        Path backup = live.backup(Proving.NONE).folder();
        live.lose();

        restore(live, backup);

        assertSame(before, LiveDatabase.letters(live.place()));
    }

    @ServerTest
    void connectionsWithoutLocalInfileRestoreByInserts(TestServer server) throws SQLException {
        LiveDatabase live = new LiveDatabase(folder, server).withEverything();
        live.place().run("DROP FUNCTION in_latin1", "DROP VIEW latin1_view");
        Map<String, Object> before = LiveDatabase.letters(live.place());
        Path backup = live.backup(Proving.NONE).folder();
        live.lose();

        try (Server into = new Server("production", purpose -> server.root(), live.schema())) {
            new Restore(into, 2, Restore.Events.AS_THEY_WERE, session -> {}, note -> {}).from(backup);
        }

        assertSame(before, LiveDatabase.letters(live.place()));
    }

    @ServerTest
    void aBackupSaysWhatItIsAndIsForItsOwnerAlone(TestServer server) throws SQLException, IOException {
        LiveDatabase live = new LiveDatabase(folder, server);
        live.place()
                .run(
                        "CREATE TABLE users (id INT PRIMARY KEY)",
                        "INSERT INTO users VALUES (1), (2)",
                        "CREATE TABLE none (id INT)");
        List<String> notes = new ArrayList<>();
        Instant begun = Instant.now().minusSeconds(1);

        BackupReport first = live.backup(Proving.RESTORE, notes);
        BackupReport second = live.backup(Proving.NONE);

        List<StoredBackup> stored = live.backups().list();
        assertEquals(
                List.of(first.folder(), second.folder()),
                stored.stream().map(StoredBackup::folder).sorted().toList());
        assertEquals(List.of(true, false), List.of(first.proven(), second.proven()));
        StoredBackup one = stored.get(0);
        assertEquals(
                List.of(live.schema(), server.product(), 2, 2L, true),
                List.of(one.database(), one.server(), one.tables(), one.rows(), one.bytes() > 500));
        assertFalse(one.taken().isBefore(begun.minusSeconds(1)));
        assertEquals(first.rows(), one.rows());
        assertTrue(notes.contains(
                "proving the backup: it is restored into " + live.schema() + "_backup_proof and compared"));
        assertTrue(
                Files.readString(first.folder().resolve("README")).contains(live.schema() + ", taken " + one.taken()));
        try (Stream<Path> all = Files.walk(live.backups().folder())) {
            for (Path path : all.toList()) {
                assertEquals(
                        Files.isDirectory(path) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path.toString());
            }
        }
    }

    @ServerTest
    void aFileThatWasChangedIsFoundBeforeAnythingIsMade(TestServer server) throws SQLException, IOException {
        LiveDatabase live = new LiveDatabase(folder, server);
        live.place().run("CREATE TABLE users (id INT PRIMARY KEY)", "INSERT INTO users VALUES (1), (2)");
        Path backup = live.backup(Proving.NONE).folder();
        Path rows = backup.resolve("rows/users.tsv.gz");
        byte[] bytes = Files.readAllBytes(rows);
        bytes[bytes.length - 9] ^= 1;
        Files.write(rows, bytes);
        live.lose();

        MergeException error = assertThrows(MergeException.class, () -> restore(live, backup));

        assertEquals(
                "The backup in " + backup + " has another file rows/users.tsv.gz than its SHA256SUMS says."
                        + " Use another backup, or another copy of this one. [E220]",
                error.getMessage());
        assertEquals(List.of(), live.place().tables());
        for (PlainClient client : PlainClient.find().stream().toList()) {
            PlainClient.Ended ended = client.run("sh load.sh OPTIONS DATABASE", backup, server, live.schema());
            assertEquals(1, ended.code());
            assertTrue(ended.output().contains("rows/users.tsv.gz: FAILED"), ended.output());
        }
        Files.delete(rows);
        assertEquals(
                ErrorCode.BACKUP_FILE,
                assertThrows(MergeException.class, () -> restore(live, backup)).code());
    }

    @ServerTest
    void theClientIsToldWhenTheServerStoresSomethingElse(TestServer server) throws SQLException, IOException {
        LiveDatabase live = new LiveDatabase(folder, server);
        live.place()
                .run(
                        "CREATE TABLE users (id INT PRIMARY KEY, v VARCHAR(9))",
                        "INSERT INTO users VALUES (1, 'long'), (2, 'b')");
        Path backup = live.backup(Proving.NONE).folder();
        live.place().run("DELETE FROM users", "ALTER TABLE users MODIFY v VARCHAR(1)");

        for (PlainClient client : PlainClient.find().stream().toList()) {
            PlainClient.Ended ended = client.run("sh load.sh OPTIONS DATABASE", backup, server, live.schema());

            assertEquals(1, ended.code());
            assertEquals(
                    "rows/users.sql: the server answers 2 rows, 1 warnings, expected was 2 rows, 0 warnings."
                            + " Begin again with an empty database.",
                    ended.output().strip());
        }
        live.place().run("DELETE FROM users");
        try (Server into = live.server()) {
            Restore restore = new Restore(into, 1, Restore.Events.RESTING, session -> {}, note -> {});
            live.place().run("DROP TABLE users");
            restore.from(backup);
        }
        assertEquals(List.of("1|long", "2|b"), live.place().texts("SELECT * FROM users ORDER BY id"));
    }

    @ServerTest
    void allTablesAreOfOneMoment(TestServer server) throws SQLException {
        LiveDatabase live = new LiveDatabase(folder, server);
        Place place = live.place();
        place.run("CREATE TABLE a (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(200))");
        place.run("CREATE TABLE b LIKE a", "CREATE TABLE c LIKE a", "INSERT INTO a (v) VALUES (REPEAT('x', 200))");
        for (int i = 0; i < 13; i++) {
            place.run("INSERT INTO a (v) SELECT v FROM a");
        }
        place.run("INSERT INTO b SELECT * FROM a", "INSERT INTO c SELECT * FROM a");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Long> writer = CompletableFuture.supplyAsync(() -> write(place, over));

        Path backup = live.backup(Proving.RESTORE).folder();

        over.set(true);
        long written = writer.join();
        live.lose();
        restore(live, backup);
        List<String> sums = place.texts("SELECT COUNT(*), SUM(v = 'new') FROM a");
        assertEquals(sums, place.texts("SELECT COUNT(*), SUM(v = 'new') FROM b"));
        assertEquals(sums, place.texts("SELECT COUNT(*), SUM(v = 'new') FROM c"));
        assertTrue(written > 0);
    }

    /** Writes one row into each table, in one transaction, again and again. */
    private static long write(Place place, AtomicBoolean over) {
        long count = 0;
        try (var connection = place.server().root(place.schema());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!over.get()) {
                for (String table : List.of("c", "a", "b")) {
                    statement.execute("INSERT INTO " + table + " (v) VALUES ('new')");
                }
                connection.commit();
                count++;
            }
            return count;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ServerTest
    void aBrokenViewStandsThereAsAComment(TestServer server) throws SQLException, IOException {
        LiveDatabase live = new LiveDatabase(folder, server);
        live.place()
                .run(
                        "CREATE TABLE gone (id INT)",
                        "CREATE VIEW names AS SELECT id FROM gone",
                        "CREATE VIEW one AS SELECT 1 AS a",
                        "DROP TABLE gone");
        List<String> notes = new ArrayList<>();

        Path backup = live.backup(Proving.RESTORE, notes).folder();

        String note = "The view names of " + live.schema() + " is broken there and stands in the backup as a comment.";
        assertTrue(notes.contains(note), notes.toString());
        assertTrue(Files.readString(backup.resolve("README")).contains("- " + note));
        assertTrue(Files.readAllLines(backup.resolve("structure.sql")).stream()
                .anyMatch(line -> line.matches("-- CREATE .* VIEW `names` .*")));
    }

    @ServerTest
    void anAccountThatDoesNotSeeEverythingBacksUpNothing(TestServer server) throws SQLException {
        LiveDatabase live = new LiveDatabase(folder, server);
        live.place().run("CREATE TABLE users (id INT PRIMARY KEY)");
        server.run(
                "CREATE USER bak_reader@'%' IDENTIFIED BY 'bak_reader'",
                "GRANT SELECT ON `" + live.schema() + "`.* TO bak_reader@'%'");
        try {
            live.fixture().account("bak_reader");

            MergeException error = assertThrows(MergeException.class, () -> live.backup(Proving.NONE));

            assertEquals(ErrorCode.NOT_VISIBLE, error.code());
            assertTrue(
                    error.getMessage().contains("triggers (GRANT TRIGGER ON `" + live.schema() + "`.*"),
                    error.getMessage());
            assertFalse(Files.exists(live.backups().folder()));
        } finally {
            server.run("DROP USER bak_reader@'%'");
        }
    }

    @ServerTest
    void anAccountThatMayNotNameDefinersProvesWithItsOwnNameAndKeepsThemInTheFiles(TestServer server)
            throws SQLException, IOException {
        LiveDatabase live = new LiveDatabase(folder, server);
        String proof = live.schema() + "_backup_proof";
        live.place()
                .run(
                        "CREATE TABLE users (id INT PRIMARY KEY)",
                        "INSERT INTO users VALUES (0)",
                        "CREATE DEFINER = 'bak_gone'@'%' SQL SECURITY INVOKER VIEW names AS SELECT id FROM users");
        server.run(
                "CREATE USER bak_owner@'%' IDENTIFIED BY 'bak_owner'",
                "GRANT SELECT ON *.* TO bak_owner@'%'",
                "GRANT ALL ON `" + live.schema() + "`.* TO bak_owner@'%'",
                "GRANT ALL ON `" + proof + "`.* TO bak_owner@'%'");
        try {
            live.fixture().account("bak_owner");
            List<String> notes = new ArrayList<>();

            BackupReport backup = live.backup(Proving.RESTORE, notes);

            assertTrue(backup.proven());
            assertTrue(
                    notes.containsAll(
                            List.of(
                                    "The account may not name other definers, so that its own name stands in " + proof
                                            + " for some.",
                                    "The proof of the backup goes into the binary log, since the account may not set sql_log_bin.")),
                    notes.toString());
            assertTrue(
                    Files.readString(backup.folder().resolve("structure.sql")).contains("DEFINER=`bak_gone`@`%`"));
        } finally {
            server.run("DROP USER bak_owner@'%'");
        }
    }

    @ServerTest
    void eventsRunOnlyWhereTheyAreToBeAsTheyWere(TestServer server) throws SQLException {
        LiveDatabase live = new LiveDatabase(folder, server);
        live.place()
                .run(
                        "CREATE EVENT yearly ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01 00:00:00' DO SET @enable = 'ENABLE'");
        Path backup = live.backup(Proving.RESTORE).folder();
        String statuses = "SELECT EVENT_NAME, STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()";

        for (Restore.Events events : Restore.Events.values()) {
            live.lose();
            try (Server into = live.server()) {
                new Restore(into, 1, events, session -> {}, note -> {}).from(backup);
            }

            assertEquals(
                    List.of(events == Restore.Events.RESTING ? "yearly|DISABLED" : "yearly|ENABLED"),
                    live.place().texts(statuses));
        }
    }

    @ServerTest
    void whatWasLostIsRestoredOnALaterServerOfTheProduct(TestServer server, TestServers servers)
            throws SQLException, IOException {
        LiveDatabase live = new LiveDatabase(folder, server).withEverything();
        Path backup = live.backup(Proving.NONE).folder();
        for (TestServer later : servers.all()) {
            if (!isLater(later, server)) {
                continue;
            }
            Place there = new Place(later, later.schema("bak_later"));

            try (Server into = new Server("production", purpose -> later.root(), there.schema())) {
                new Restore(into, 2, Restore.Events.RESTING, session -> {}, note -> {}).from(backup);
            }

            assertEquals(live.place().tables(), there.tables(), later.product());
            for (String table : there.tables()) {
                assertEquals(live.place().table(table), there.table(table), later.product() + " " + table);
            }
            String collations = "SELECT TABLE_NAME, COLUMN_NAME, REPLACE(COLLATION_NAME, 'utf8_', 'utf8mb3_')"
                    + " FROM information_schema.COLUMNS JOIN information_schema.TABLES USING (TABLE_SCHEMA, TABLE_NAME)"
                    + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1, 2";
            assertEquals(live.place().texts(collations), there.texts(collations), later.product());
        }
    }

    private static boolean isLater(TestServer one, TestServer other) {
        return one.isMariaDb() == other.isMariaDb() && number(one) > number(other);
    }

    /** Gives 8000 for MySQL 8.0 and 10011 for MariaDB 10.11. */
    private static int number(TestServer server) {
        String[] parts = server.product().replaceFirst("^\\w+ ", "").split("\\.");
        return 1000 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
    }
}
