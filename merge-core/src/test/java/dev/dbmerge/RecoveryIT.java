package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.RecoveryReport;
import dev.dbmerge.report.RecoveryReport.End;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** Promotions whose process is killed at any instant, while an application writes. */
class RecoveryIT {
    private static final int KILLS = Integer.getInteger("dbmerge.promotion-kills", 2);
    private static final int WRITERS = 3;
    private static final int MOST_LINES = 7;

    @ServerTest
    void aKilledPromotionIsFinishedOrUndoneAndLosesNothing(TestServer server, @TempDir Path folder)
            throws SQLException, IOException {
        MergeFixture fixture = PromotionLoadIT.application(server, folder, "row", WRITERS);
        String live = fixture.production.schema();
        Random random = new Random(server.product().hashCode() + KILLS);
        int finished = 0;
        try (Traffic traffic = new Traffic(server, live, WRITERS, 1)) {
            assertEquals(Outcome.VERIFIED, fixture.run().outcome());
            for (int i = 0; i < KILLS; i++) {
                kill(fixture, random.nextInt(MOST_LINES), random.nextInt(400_000_000));

                RecoveryReport recovered = recover(fixture);

                assertNotEquals(null, recovered.end());
                if (recovered.end() == End.FINISHED || isPromoted(fixture)) {
                    finished++;
                    adopt(server, live);
                    assertEquals(Outcome.VERIFIED, fixture.run().outcome());
                }
                traffic.more(30);
            }
            PromotionReport report;
            try (Merger merger = fixture.merger().open()) {
                report = merger.promote();
            }
            adopt(server, live);
            traffic.more(30);

            System.out.println(
                    server + ": " + KILLS + " promotions killed, " + finished + " of them swapped; " + traffic);
            assertEquals(List.of(), report.troubles());
            assertEquals(List.of(), traffic.differences(live));
            assertEquals(List.of(), traffic.errors());
            assertEquals(End.NOTHING, recover(fixture).end());
        }
    }

    private static void kill(MergeFixture fixture, int stop, int nanos) throws IOException {
        Process process = MergeMain.start(fixture, "-XX:TieredStopAtLevel=1", "-Ddbmerge.promote=true");
        int count = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (count++ == stop) {
                    long until = System.nanoTime() + nanos;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    process.destroyForcibly();
                    break;
                }
            }
        }
        process.onExit().join();
    }

    private static RecoveryReport recover(MergeFixture fixture) {
        try (Merger merger = fixture.merger().open()) {
            return merger.recover();
        }
    }

    private static boolean isPromoted(MergeFixture fixture) throws SQLException {
        return fixture.target
                .texts("SELECT state FROM _dbmerge_promotion ORDER BY started_at DESC LIMIT 1")
                .equals(List.of("DONE"));
    }

    private static void adopt(TestServer server, String live) throws SQLException {
        new Place(server, live)
                .texts("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE '"
                        + live.replace("_", "\\_") + "\\_old\\_%'")
                .forEach(server::adopt);
    }
}
