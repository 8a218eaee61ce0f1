package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.plan.SwapWay;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.RecoveryReport;
import dev.dbmerge.report.RecoveryReport.End;
import dev.dbmerge.report.RollbackReport;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;

/** Promotions and rollbacks while an application writes: a ledger of what was committed judges the live database. */
class RollbackLoadIT {
    private static final int KILLS = Integer.getInteger("dbmerge.promotion-kills", 2);
    private static final int WRITERS = 6;
    private static final int READERS = 2;

    @ServerTest
    void noCommittedRowIsLostThereAndBack(TestServer server, @TempDir Path folder) throws SQLException, IOException {
        thereAndBack(server, folder, SwapWay.AUTO);
    }

    @ServerTest
    void noneIsBehindTheStaircase(TestServer server, @TempDir Path folder) throws SQLException, IOException {
        thereAndBack(server, folder, SwapWay.STAIRCASE);
    }

    private static void thereAndBack(TestServer server, Path folder, SwapWay way) throws SQLException, IOException {
        MergeFixture fixture = PromotionLoadIT.application(server, folder, "row", WRITERS);
        Place live = fixture.production;
        try (Traffic traffic = new Traffic(server, live.schema(), WRITERS, READERS)) {
            traffic.more(100);
            assertEquals(Outcome.VERIFIED, fixture.run().outcome());
            traffic.more(100);
            try (Merger merger = fixture.merger().swapWay(way).open()) {
                PromotionReport promotion = merger.promote();
                server.adopt(promotion.previous());
                assertEquals(List.of(), promotion.troubles());
            }
            traffic.more(300);
            traffic.measure();

            RollbackReport report = back(fixture, way);

            server.adopt(report.previous());
            traffic.more(200);
            System.out.println(server + " " + report.way() + ": blocked "
                    + report.blocked().toMillis() + " ms, attempts " + report.attempts() + ", carried back "
                    + report.carried() + ", left " + report.left() + "; " + traffic);
            assertEquals(List.of(), report.troubles());
            assertEquals(List.of(), live.texts("SHOW COLUMNS FROM scenarios LIKE 'label'"));
            assertEquals(List.of("4000"), live.texts("SELECT COUNT(*) FROM scenarios WHERE title = 'stale'"));
            assertTrue(report.carried() > 100, report.toString());
            assertEquals(
                    report.left() + 1,
                    Files.readAllLines(report.file().orElseThrow()).size());
            RollbackReport forward = back(fixture, way);
            server.adopt(forward.previous());
            traffic.more(100);
            assertEquals(List.of(), forward.troubles());
            assertEquals(List.of(), traffic.differences(live.schema()));
            assertEquals(List.of(), traffic.errors());
            assertEquals(List.of(), live.texts("SELECT id FROM scenarios WHERE title = 'stale'"));
        }
    }

    private static RollbackReport back(MergeFixture fixture, SwapWay way) {
        try (Merger merger = fixture.merger().swapWay(way).acceptLoss().open()) {
            return merger.rollback();
        }
    }

    @ServerTest
    void aKilledRollbackIsFinishedOrUndoneAndLosesNothing(TestServer server, @TempDir Path folder)
            throws SQLException, IOException {
        MergeFixture fixture = PromotionLoadIT.application(server, folder, "row", 3);
        String live = fixture.production.schema();
        Random random = new Random(server.product().hashCode() + KILLS);
        int finished = 0;
        try (Traffic traffic = new Traffic(server, live, 3, 1)) {
            assertEquals(Outcome.VERIFIED, fixture.run().outcome());
            try (Merger merger = fixture.merger().open()) {
                merger.promote();
            }
            for (int i = 0; i < KILLS; i++) {
                traffic.more(30);
                kill(fixture, random.nextInt(6), random.nextInt(300_000_000));

                RecoveryReport recovered;
                try (Merger merger = fixture.merger().open()) {
                    recovered = merger.recover();
                }

                finished += recovered.end() == End.FINISHED ? 1 : 0;
                assertTrue(
                        recovered.end() != End.FINISHED || !recovered.previous().isEmpty());
            }
            traffic.more(30);
            RollbackReport report = back(fixture, SwapWay.AUTO);
            traffic.more(30);
            for (String database : fixture.production.texts("SHOW DATABASES")) {
                if (database.startsWith(live + "_old_")) {
                    server.adopt(database);
                }
            }
            System.out.println(
                    server + ": " + KILLS + " rollbacks killed, " + finished + " of them finished; " + traffic);
            assertEquals(List.of(), report.troubles());
            assertEquals(List.of(), traffic.differences(live));
            assertEquals(List.of(), traffic.errors());
        }
    }

    private static void kill(MergeFixture fixture, int lines, int nanos) throws IOException {
        Process process = MergeMain.start(fixture, "-XX:TieredStopAtLevel=1", "-Ddbmerge.rollback=true");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i <= lines && out.readLine() != null; i++) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(nanos);
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
