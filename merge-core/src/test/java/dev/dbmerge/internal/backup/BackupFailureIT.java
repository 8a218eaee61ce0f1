package dev.dbmerge.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.backup.Backup.Proving;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while a backup is made leaves nothing that looks whole. */
class BackupFailureIT {
    @TempDir
    private Path folder;

    private Path backups() {
        return folder.resolve("backups");
    }

    /** Makes a table whose rows are far more than what waits in a connection, even when the first of them reach the disk compressed. */
    private static String live(TestServer server) throws SQLException {
        String schema = server.schema("bak_live");
        try (Connection connection = server.root(schema);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE small (id INT PRIMARY KEY)");
            statement.execute("INSERT INTO small VALUES (1), (2)");
            statement.execute("CREATE TABLE large (a INT, v VARCHAR(1000))");
            statement.execute("INSERT INTO large VALUES (1, REPEAT('x', 1000)), (2, REPEAT('y', 1000))");
            for (int i = 0; i < 14; i++) {
                statement.execute("INSERT INTO large SELECT a + 1, REPEAT(SHA2(RAND(), 256), 15) FROM large");
            }
        }
        return schema;
    }

    private MergeException stopped(TestServer server, String schema, Proving proving, BackupFolder.Opener opener) {
        try (Server live = new Server("production", purpose -> server.root(), schema)) {
            Backup backup = new Backup(live, new Backups(backups()), 2, proving, note -> {}, opener);
            return assertThrows(MergeException.class, backup::run);
        }
    }

    /** Looks that no file is left, and no database but the live one. */
    private void nothingIsLeft(TestServer server, String schema) throws SQLException, IOException {
        try (Stream<Path> all = Files.walk(backups())) {
            assertEquals(List.of(backups()), all.toList());
        }
        assertEquals(List.of(), new Backups(backups()).list());
        assertEquals(List.of(schema), texts(server, "SHOW DATABASES LIKE '" + schema.replace("_", "\\_") + "%'"));
    }

    private static List<String> texts(TestServer server, String query) throws SQLException {
        try (Connection connection = server.root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    @ServerTest
    void aFullDiskLeavesNothing(TestServer server) throws SQLException, IOException {
        String schema = live(server);

        MergeException error = stopped(server, schema, Proving.NONE, file -> new Full(BackupFolder.onDisk(file)));

        assertEquals(
                "The backup of " + schema + " cannot be written to " + backups()
                        + ": No space left on device; nothing of it is left there, and the database is as before."
                        + " Make room there, or name another folder under promote.backup, then run again. [E510]",
                error.getMessage());
        assertEquals(5, error.code().exitCode());
        nothingIsLeft(server, schema);
    }

    /** Says after 5 KB of compressed rows what a full disk says. */
    private static final class Full extends FilterOutputStream {
        private int room = 5_000;

        Full(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            room -= length;
            if (room < 0) {
                throw new IOException("No space left on device");
            }
            out.write(bytes, from, length);
        }
    }

    @ServerTest
    void aFolderThatCannotBeMadeIsSaid(TestServer server) throws SQLException, IOException {
        String schema = live(server);
        Files.writeString(folder.resolve("file"), "");
        try (Server live = new Server("production", purpose -> server.root(), schema)) {
            Backup backup = new Backup(live, new Backups(folder.resolve("file/backups")), 1, Proving.NONE, note -> {});

            assertEquals(
                    ErrorCode.BACKUP,
                    assertThrows(MergeException.class, backup::run).code());
        }
    }

    @ServerTest
    void aConnectionThatIsCutLeavesNothing(TestServer server) throws SQLException, IOException {
        String schema = live(server);
        AtomicBoolean cut = new AtomicBoolean();

        MergeException error = stopped(server, schema, Proving.NONE, file -> {
            OutputStream out = BackupFolder.onDisk(file);
            return file.toString().contains("large") ? new Cutting(out, () -> cut(server, schema, cut)) : out;
        });

        assertTrue(cut.get());
        assertEquals(ErrorCode.BACKUP, error.code());
        assertTrue(
                error.getMessage()
                        .matches("The backup of " + schema + " stopped, and nothing of it is left: Production's server "
                                + "\\(.* at .*\\) (?:went away while dbmerge was|refused) to read " + schema
                                + ".large: .*\\. See to what the server"
                                + " says, then run again; the database is as before\\. \\[E510]"),
                error.getMessage());
        nothingIsLeft(server, schema);
    }

    /** Does something when the first bytes are written. */
    private static final class Cutting extends FilterOutputStream {
        private final Runnable first;

        Cutting(OutputStream out, Runnable first) {
            super(out);
            this.first = first;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            first.run();
            out.write(bytes, from, length);
        }
    }

    private static void cut(TestServer server, String schema, AtomicBoolean cut) {
        try {
            for (String id : texts(
                    server,
                    "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE '%FROM `" + schema
                            + "`.`large`%' AND ID <> CONNECTION_ID()")) {
                server.run("KILL " + id);
                cut.set(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ServerTest
    void rowsThatWereWrittenWrongAreFoundByTheProof(TestServer server) throws SQLException, IOException {
        String schema = live(server);

        MergeException error = stopped(server, schema, Proving.RESTORE, file -> {
            OutputStream out = BackupFolder.onDisk(file);
            return file.getFileName().toString().equals("small.tsv.gz.0") ? new Falsified(out) : out;
        });

        assertEquals(
                "The backup does not restore to what " + schema + " was: small: 2 rows, restored 2 with other values."
                        + " See whether the server changes what it is given, such as by its sql_mode; or go on with"
                        + " --no-backup-proof. [E604]",
                error.getMessage());
        assertEquals(6, error.code().exitCode());
        nothingIsLeft(server, schema);
    }

    /** Writes another id than it is given, in rows that are well-formed. */
    private static final class Falsified extends FilterOutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Falsified(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            written.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            String rows = new String(
                    new GZIPInputStream(new ByteArrayInputStream(written.toByteArray())).readAllBytes(),
                    StandardCharsets.ISO_8859_1);
            try (OutputStream packed = new GZIPOutputStream(out)) {
                packed.write(rows.replace("2\n", "3\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    @ServerTest
    void filesThatTheDiskChangedAreFoundByTheProof(TestServer server) throws SQLException, IOException {
        String schema = live(server);

        MergeException error = stopped(server, schema, Proving.RESTORE, file -> {
            OutputStream out = BackupFolder.onDisk(file);
            return file.getFileName().toString().equals("small.tsv.gz")
                    ? new FilterOutputStream(out) {
                        @Override
                        public void write(byte[] bytes, int from, int length) throws IOException {
                            byte[] changed = bytes.clone();
                            changed[from + length - 1] ^= 1;
                            out.write(changed, from, length);
                        }
                    }
                    : out;
        });

        assertEquals(ErrorCode.BACKUP_FILE, error.code());
        assertTrue(error.getMessage().contains("another file rows/small.tsv.gz"), error.getMessage());
        nothingIsLeft(server, schema);
    }

    @ServerTest
    void aStructureThatChangesMeanwhileIsRefused(TestServer server) throws SQLException, IOException {
        String schema = live(server);
        AtomicBoolean changed = new AtomicBoolean();

        MergeException error = stopped(server, schema, Proving.NONE, file -> {
            if (file.toString().endsWith("triggers.sql") && changed.compareAndSet(false, true)) {
                try {
                    server.run("CREATE TABLE `" + schema + "`.late (id INT)");
                } catch (SQLException e) {
                    throw new UncheckedIOException(new IOException(e));
                }
            }
            return BackupFolder.onDisk(file);
        });

        assertEquals(
                "The structure of " + schema
                        + " changed while it was backed up. Run again when nobody changes it. [E402]",
                error.getMessage());
        nothingIsLeft(server, schema);
    }

    @ServerTest
    void somebodyElsesDatabaseIsNotDroppedForTheProof(TestServer server) throws SQLException, IOException {
        String schema = live(server);
        String proof = Proof.name(schema);
        server.adopt(proof);
        server.run("CREATE DATABASE `" + proof + "`", "CREATE TABLE `" + proof + "`.theirs (id INT)");

        MergeException error = stopped(server, schema, Proving.RESTORE, BackupFolder::onDisk);

        assertEquals(ErrorCode.TARGET_EXISTS, error.code());
        assertEquals(List.of("theirs"), texts(server, "SHOW TABLES FROM `" + proof + "`"));
        server.run("DROP DATABASE `" + proof + "`");
        nothingIsLeft(server, schema);
    }

    @ServerTest
    void anInterruptedProofIsCleanedUp(TestServer server) throws SQLException, IOException {
        String schema = live(server);
        List<String> notes = new ArrayList<>();
        try (Server live = new Server("production", purpose -> server.root(), schema)) {
            Backup backup = new Backup(live, new Backups(backups()), 2, Proving.RESTORE, note -> {
                notes.add(note);
                if (note.startsWith("proving")) {
                    Thread interrupter = new Thread(() -> interruptWhileLoading(server, schema, live));
                    interrupter.setDaemon(true);
                    interrupter.start();
                }
            });

            assertEquals(
                    ErrorCode.INTERRUPTED,
                    assertThrows(MergeException.class, backup::run).code());
        }
        nothingIsLeft(server, schema);
    }

    private static void interruptWhileLoading(TestServer server, String schema, Server live) {
        try {
            while (texts(
                            server,
                            "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = '" + Proof.name(schema)
                                    + "' AND TABLE_NAME = 'small'")
                    .isEmpty()) {
                Thread.onSpinWait();
            }
            live.interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
