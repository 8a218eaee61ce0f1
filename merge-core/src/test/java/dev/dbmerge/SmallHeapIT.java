package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Merges in a process with a heap that holds neither all rows nor a few long ones. */
class SmallHeapIT {
    private static final String HEAP = "-Xmx96m";

    /** The one that the command runs with; others may leave holes between rows that are too small for the next. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    /** A soak copies 20 million. */
    private static final int ROWS = Integer.getInteger("dbmerge.heap.rows", 400_000);

    /** Rows of 16 MB on each side; a soak copies many more. */
    private static final int LONG_ROWS = Integer.getInteger("dbmerge.heap.long-rows", 3);

    private static final int MEGABYTES = 16;

    @TempDir
    private Path folder;

    @ServerTest
    void manyRowsNeedNoMoreMemoryThanFew(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = new MergeFixture(folder, server);
        fixture.staging.run(
                "CREATE TABLE many (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(40), KEY (v))",
                "INSERT INTO many (v) VALUES ('some text')");
        for (long rows = 1; rows < ROWS; rows *= 2) {
            fixture.staging.run(
                    "INSERT INTO many (v) SELECT CONCAT(v, id % 10) FROM many LIMIT " + Math.min(rows, ROWS - rows));
        }
        fixture.production.run("CREATE TABLE many (id INT PRIMARY KEY)");

        assertEquals("ended VERIFIED", lastLine(MergeMain.start(fixture.spec("overlay: {}\n"), HEAP, COLLECTOR)));

        assertEquals(List.of(Integer.toString(ROWS)), fixture.target.texts("SELECT COUNT(*) FROM many"));
    }

    @ServerTest
    void longRowsAreLoadedPieceByPiece(TestServer server) throws SQLException, IOException {
        longRows(server, "AUTO");
    }

    @ServerTest
    void longRowsAreInsertedPieceByPiece(TestServer server) throws SQLException, IOException {
        longRows(server, "INSERT");
    }

    private void longRows(TestServer server, String method) throws SQLException, IOException {
        String packet = packet(server);
        server.run("SET GLOBAL max_allowed_packet = " + (64 << 20));
        try {
            MergeFixture fixture = new MergeFixture(folder, server);
            // Bytes that a text has to escape, and both kinds of values; two tables, so that two sessions would each
            // hold a row.
            for (String table : List.of("bytes", "texts")) {
                fixture.staging.run(
                        "CREATE TABLE " + table + " (id INT PRIMARY KEY AUTO_INCREMENT, b LONGBLOB, t LONGTEXT)");
                for (int i = 0; i < LONG_ROWS; i++) {
                    String of = "REPEAT(x'005c0a41', " + (MEGABYTES << 18) + ")";
                    fixture.staging.run("INSERT INTO " + table + " (b, t) VALUES ("
                            + (table.equals("bytes") ? of + ", NULL" : "NULL, CONVERT(" + of + " USING latin1)") + ")");
                }
            }
            fixture.production.run("CREATE TABLE many (id INT PRIMARY KEY)");

            assertEquals(
                    "ended VERIFIED",
                    lastLine(MergeMain.start(
                            fixture.spec("overlay: {}\ndiscard: [many]\n"),
                            HEAP,
                            COLLECTOR,
                            "-Ddbmerge.method=" + method)));

            String sums = "SELECT COUNT(*), SUM(LENGTH(b)), SUM(LENGTH(t)), SUM(CRC32(b)), SUM(CRC32(t)) FROM ";
            for (String table : List.of("bytes", "texts")) {
                assertEquals(fixture.staging.texts(sums + table), fixture.target.texts(sums + table), table);
            }
        } finally {
            server.run("SET GLOBAL max_allowed_packet = " + packet);
        }
    }

    private static String packet(TestServer server) throws SQLException {
        try (var connection = server.root();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT @@GLOBAL.max_allowed_packet")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String lastLine(Process process) throws IOException {
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        process.onExit().join();
        return last;
    }
}
