package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.plan.SwapWay;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Promotions while an application writes: a ledger of what was committed judges the new live database. */
class PromotionLoadIT {
    private static final int WRITERS = 6;
    private static final int READERS = 2;

    @ServerTest
    void noCommittedRowIsLostDoubledOrTorn(TestServer server, @TempDir Path folder) throws SQLException {
        promote(server, folder, SwapWay.AUTO, "row");
    }

    @ServerTest
    void readersGoOnBehindTheStaircase(TestServer server, @TempDir Path folder) throws SQLException {
        promote(server, folder, SwapWay.STAIRCASE, "row");
    }

    @ServerTest
    void rulesThatRunAsAWholeAreRunAgain(TestServer server, @TempDir Path folder) throws SQLException {
        promote(server, folder, SwapWay.AUTO, "set");
    }

    /** Makes the sources of an application that {@link Traffic} writes. */
    static MergeFixture application(TestServer server, Path folder, String scope, int writers) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        List<String> tables = List.of(
                "CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, email VARCHAR(60), name VARCHAR(60), UNIQUE KEY (email))",
                "CREATE TABLE scenarios (id INT PRIMARY KEY AUTO_INCREMENT, user_id INT, title VARCHAR(60), KEY by_user (user_id))",
                "CREATE TABLE comments (id INT PRIMARY KEY AUTO_INCREMENT, user_id INT, body VARCHAR(60),"
                        + " CONSTRAINT their_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE)");
        fixture.staging.run(tables.toArray(String[]::new));
        fixture.staging.run(
                "ALTER TABLE scenarios ADD COLUMN label VARCHAR(80)",
                "CREATE TABLE areas (id INT PRIMARY KEY, code VARCHAR(20))",
                WholeMerge.insert("areas", 500, "%d, 'nl'"));
        fixture.production.run(tables.toArray(String[]::new));
        fixture.production.run(
                WholeMerge.insert("users", 2_000, "%d, '%<d@y', 'user'"),
                WholeMerge.insert("scenarios", 4_000, "%d, MOD(%<d, 2000) + 1, 'old'")
                        .replace("'old'", "'stale'"));
        for (int writer = 1; writer <= writers; writer++) {
            int base = writer * Traffic.RANGE;
            fixture.production.run(
                    "INSERT INTO users VALUES (" + base + ", '" + base + "@x', 'first')",
                    "INSERT INTO scenarios VALUES (" + base + ", " + base + ", 'first')",
                    "INSERT INTO comments VALUES (" + base + ", " + base + ", 'first')");
        }
        fixture.spec("overlay:\n  users:\n  scenarios: { columns: { label: \"CONCAT(title, '!')\" } }\n  comments:\n"
                        + "cleanup: cleanup/*.sql\nrules: { 010-stale: { scope: " + scope + " } }\n")
                .file("cleanup/010-stale.sql", "DELETE FROM scenarios WHERE title = 'stale'");
        return fixture;
    }

    private static void promote(TestServer server, Path folder, SwapWay way, String scope) throws SQLException {
        MergeFixture fixture = application(server, folder, scope, WRITERS);
        String live = fixture.production.schema();
        try (Traffic traffic = new Traffic(server, live, WRITERS, READERS)) {
            traffic.more(200);
            MergeReport report = fixture.run();
            assertEquals(Outcome.VERIFIED, report.outcome());
            traffic.more(250);
            traffic.measure();

            PromotionReport promotion;
            try (Merger merger = fixture.merger().swapWay(way).open()) {
                promotion = merger.promote();
            }
            server.adopt(promotion.previous());
            traffic.more(250);

            System.out.println(server + " " + promotion.way() + ": blocked "
                    + promotion.blocked().toMillis() + " ms, attempts " + promotion.attempts() + ", caught up "
                    + promotion.caughtUp() + "; " + traffic);
            assertEquals(List.of(), promotion.troubles());
            assertEquals(List.of(), traffic.differences(live));
            assertEquals(List.of(), traffic.errors());
            assertEquals(List.of(), fixture.production.rows("SELECT id FROM scenarios WHERE title = 'stale'"));
            assertEquals(500, fixture.production.rows("SELECT id FROM areas").size());
            assertTrue(promotion.caughtUp() > 0);
        }
    }
}
