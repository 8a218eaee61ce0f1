package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.report.CleaningReport;
import dev.dbmerge.report.Holding;
import dev.dbmerge.report.Holding.Fate;
import dev.dbmerge.report.Holding.Kind;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.StatusReport;
import dev.dbmerge.report.StatusReport.Reach;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What a look shows of a merge, and what a cleaning drops and leaves alone. */
class StatusIT {
    @ServerTest
    void aPromotedRunItsPreviousTablesAndItsBackupAreShown(TestServer server, @TempDir Path folder)
            throws SQLException {
        MergeFixture fixture =
                PromotionIT.coded(folder, server).spec(PromotionIT.CODED + "promote: { backup: backups }\n");
        fixture.run();
        StatusReport before = status(fixture);
        PromotionReport promotion;
        try (Merger merger = fixture.merger().open()) {
            promotion = merger.promote();
        }
        server.adopt(promotion.previous());

        StatusReport after = status(fixture);

        assertEquals("verified", before.target().orElseThrow().state());
        assertEquals(List.of(Kind.LIVE, Kind.TARGET), kinds(before));
        assertEquals("done", after.target().orElseThrow().promotion().orElseThrow());
        assertEquals(List.of(Kind.LIVE, Kind.TARGET, Kind.KEPT, Kind.BACKUP), kinds(after));
        assertEquals(promotion.previous(), after.of(Kind.KEPT).get(0).name());
        assertEquals(Reach.THERE, after.log().orElseThrow().reach());
        assertEquals(List.of(), after.toDrop());
        assertEquals(List.of(), after.warnings());
    }

    @ServerTest
    void whatIsBeyondKeepIsDroppedAndWhatLooksAlikeIsNot(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server).spec("overlay:\n  users:\npromote: { keep: 1 }\n");
        String live = fixture.production.schema();
        String latest = kept(server, live + "_old_20260103_000000");
        String older = kept(server, live + "_old_20260102_000000");
        String pointedAt = kept(server, live + "_old_20260101_000000");
        List<String> alike = List.of(
                kept(server, live + "_old_20261301_000000"),
                kept(server, live + "_old_20260101_000000_2"),
                kept(server, live + "_old_old_20260101_000000"),
                kept(server, live.replace('_', 'x') + "_old_20260101_000000"));
        fixture.production.run(
                "CREATE TABLE child (id INT, FOREIGN KEY (id) REFERENCES `" + pointedAt + "`.users (id))");

        StatusReport shown = status(fixture);
        CleaningReport cleaned = clean(fixture, shown);

        assertEquals(List.of(latest, older, pointedAt), names(shown.of(Kind.KEPT)));
        assertEquals(List.of(older), names(cleaned.dropped()));
        Holding held = shown.of(Kind.KEPT).get(2);
        assertEquals(Fate.HELD, held.fate());
        assertTrue(held.because().contains("points into it"), held.because());
        assertEquals(List.of(latest, pointedAt), names(status(fixture).of(Kind.KEPT)));
        for (String name : alike) {
            assertEquals(List.of("1"), new Place(server, name).texts("SELECT COUNT(*) FROM users"));
        }
        fixture.production.run("DROP TABLE child");
    }

    @ServerTest
    void whatIsOlderThanTheRetentionIsDropped(TestServer server, @TempDir Path folder) throws Exception {
        MergeFixture fixture = PromotionIT.coded(folder, server)
                .spec(PromotionIT.CODED + "retention: 30 days\npromote: { backup: backups }\n");
        String live = fixture.production.schema();
        fixture.run();
        String old = kept(server, live + "_old_20260103_000000");
        String partial = "backups/" + live + "_20260101_000000.partial";
        fixture.file("backups/kept/about.properties", about(live)).file("backups/kept/SHA256SUMS", "");
        fixture.file("backups/" + live + "_20260101_000000/about.properties", about(live))
                .file("backups/" + live + "_20260101_000000/SHA256SUMS", "00  about.properties\n");
        fixture.file(partial + "/rows", "x");
        fixture.target.run("UPDATE _dbmerge_run SET started_at = '2026-01-01'");

        StatusReport shown = status(fixture);
        server.run("DROP DATABASE `" + old + "`");
        CleaningReport cleaned = clean(fixture, shown);

        assertEquals(
                List.of(Kind.TARGET, Kind.KEPT, Kind.BACKUP, Kind.UNFINISHED_BACKUP),
                shown.toDrop().stream().map(Holding::kind).toList());
        assertEquals(3, cleaned.dropped().size());
        assertEquals(
                List.of("it was gone already"),
                cleaned.left().stream().map(Holding::because).toList());
        assertTrue(Files.exists(fixture.path("backups/kept/about.properties")));
        assertEquals(1, fixture.path("backups").toFile().list().length);
        assertEquals(List.of(Kind.LIVE, Kind.BACKUP), kinds(status(fixture)));
    }

    @ServerTest
    void whileARollbackHasNotEndedNothingIsDropped(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server)
                .spec("overlay:\n  users:\nretention: 30 days\npromote: { keep: 0 }\n");
        fixture.run();
        String kept = kept(server, fixture.production.schema() + "_old_20260103_000000");
        String journal = "`" + kept + "`._dbmerge_promotion";
        server.run(
                "CREATE TABLE " + journal + " LIKE `" + fixture.target.schema() + "`._dbmerge_promotion",
                "INSERT INTO " + journal
                        + " (promotion_id, run_id, live, previous, way, state, started_at) VALUES ('p', 'r', '"
                        + fixture.production.schema() + "', 'x', 'staircase', 'BEGUN', '2026-01-03')");

        StatusReport stopped = status(fixture);
        server.run("UPDATE " + journal + " SET state = 'UNDONE'");
        StatusReport ended = status(fixture);

        assertEquals(List.of(), stopped.toDrop());
        assertEquals(Fate.HELD, stopped.of(Kind.KEPT).get(0).fate());
        assertTrue(
                stopped.warnings().get(0).contains("dbmerge recover"),
                stopped.warnings().toString());
        assertEquals(List.of(kept), names(ended.toDrop()));
        assertEquals(1, ended.of(Kind.KEPT).get(0).tables());
    }

    private static String about(String live) {
        return "database=" + live + "\ntaken=2026-01-01T00:00:00Z\nserver=x\ntables=1\nrows=1\n";
    }

    private static String kept(TestServer server, String name) throws SQLException {
        server.adopt(name);
        server.run(
                "CREATE DATABASE `" + name + "`",
                "CREATE TABLE `" + name + "`.users (id INT PRIMARY KEY)",
                "INSERT INTO `" + name + "`.users VALUES (1)");
        return name;
    }

    private static StatusReport status(MergeFixture fixture) {
        try (Merger merger = fixture.merger().open()) {
            return merger.status();
        }
    }

    private static CleaningReport clean(MergeFixture fixture, StatusReport shown) {
        try (Merger merger = fixture.merger().open()) {
            return merger.clean(shown);
        }
    }

    private static List<Kind> kinds(StatusReport report) {
        return report.holdings().stream().map(Holding::kind).toList();
    }

    private static List<String> names(List<Holding> holdings) {
        return holdings.stream().map(Holding::name).toList();
    }
}
