package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.backup.Backup.Proving;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Backups that a process of its own makes: killed, and with a heap that holds neither all rows nor many long ones. */
class BackupProcessIT {
    private static final String[] SMALL = {"-Xmx96m", "-XX:+UseSerialGC"};

    /** A soak takes 20 million. */
    private static final int ROWS = Integer.getInteger("dbmerge.heap.rows", 400_000);

    private static final int LONG_ROWS = 4;
    private static final int MEGABYTES = 8;

    @TempDir
    private Path folder;

    private LiveDatabase withMany(TestServer server) throws SQLException {
        LiveDatabase live = new LiveDatabase(folder, server);
        live.place()
                .run(
                        "CREATE TABLE many (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(40))",
                        "INSERT INTO many (v) VALUES ('text')");
        for (long rows = 1; rows < ROWS; rows *= 2) {
            live.place()
                    .run("INSERT INTO many (v) SELECT CONCAT(v, id % 10) FROM many LIMIT "
                            + Math.min(rows, ROWS - rows));
        }
        return live;
    }

    @ServerTest
    void aKilledProcessLeavesNothingThatLooksWholeAndTheNextOneCleansUp(TestServer server)
            throws SQLException, IOException {
        LiveDatabase live = withMany(server);
        String proof = live.schema() + "_backup_proof";
        server.adopt(proof);
        for (Proving proving : Proving.values()) {
            Process process = BackupMain.start(live, proving);
            while (process.isAlive() && (proving == Proving.NONE ? !writing(live) : !proven(live, proof))) {
                Thread.onSpinWait();
            }
            process.destroyForcibly().onExit().join();

            assertEquals(List.of(), live.backups().list());
            List<Path> left = live.backups().left();
            assertEquals(1, left.size(), proving.name());
            assertTrue(left.get(0).toString().endsWith(".partial"));
            assertFalse(Files.exists(left.get(0).resolve("SHA256SUMS")) && proving == Proving.NONE);
        }

        live.backup(Proving.RESTORE);

        assertEquals(1, live.backups().list().size());
        assertEquals(List.of(), live.backups().left());
        assertEquals(List.of(), live.place().texts("SHOW DATABASES LIKE '" + proof.replace("_", "\\_") + "'"));
    }

    /** Tells whether rows are being written. */
    private static boolean writing(LiveDatabase live) throws IOException {
        if (!Files.isDirectory(live.backups().folder())) {
            return false;
        }
        try (Stream<Path> all = Files.walk(live.backups().folder())) {
            return all.anyMatch(path -> path.getFileName().toString().startsWith("many.tsv.gz."));
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    /** Tells whether rows are being loaded again. */
    private static boolean proven(LiveDatabase live, String proof) throws SQLException {
        return !live.place()
                .texts("SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = '" + proof
                        + "' AND TABLE_NAME = 'many'")
                .isEmpty();
    }

    @ServerTest
    void manyRowsNeedNoMoreMemoryThanFew(TestServer server) throws SQLException, IOException {
        LiveDatabase live = withMany(server);

        assertEquals("ended " + ROWS, lastLine(BackupMain.start(live, Proving.RESTORE, SMALL)));
    }

    @ServerTest
    void longRowsAreWrittenAndProvenInLittleMemory(TestServer server) throws SQLException, IOException {
        String packet = new Place(server, server.schema("bak_any"))
                .texts("SELECT @@GLOBAL.max_allowed_packet")
                .get(0);
        server.run("SET GLOBAL max_allowed_packet = " + (64 << 20));
        try {
            LiveDatabase live = new LiveDatabase(folder, server);
            for (String table : List.of("bytes", "texts")) {
                live.place().run("CREATE TABLE " + table + " (id INT PRIMARY KEY AUTO_INCREMENT, b LONGBLOB)");
                for (int i = 0; i < LONG_ROWS; i++) {
                    live.place()
                            .run("INSERT INTO " + table + " (b) VALUES (REPEAT(x'005c0a41', " + (MEGABYTES << 18)
                                    + "))");
                }
            }

            assertEquals("ended " + 2 * LONG_ROWS, lastLine(BackupMain.start(live, Proving.RESTORE, SMALL)));
        } finally {
            server.run("SET GLOBAL max_allowed_packet = " + packet);
        }
    }

    private static String lastLine(Process process) throws IOException {
        String last = "";
        for (String line : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            last = line;
        }
        process.onExit().join();
        return last;
    }
}
