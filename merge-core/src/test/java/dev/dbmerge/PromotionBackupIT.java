package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.Moment;
import dev.dbmerge.report.BackupReport;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What a promotion backs up before it begins. */
class PromotionBackupIT {
    @ServerTest
    void theLiveDatabaseIsBackedUpBeforeAnythingIsTouched(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture =
                PromotionIT.coded(folder, server).spec(PromotionIT.CODED + "promote: { backup: backups/ }\n");
        fixture.run();
        fixture.production.run("INSERT INTO users VALUES (31, 'Eve')");
        List<Long> backedUp = new ArrayList<>();

        PromotionReport report;
        try (Merger merger = fixture.merger().open()) {
            String planned = merger.previewPromotion().backup();
            assertTrue(planned.endsWith("backups, proven by restoring it"), planned);
            report = merger.promote(PromotionIT.at(
                    "caught up",
                    () -> backedUp.add((long) fixture.path("backups").toFile().list().length)));
        }

        server.adopt(report.previous());
        BackupReport backup = report.backup().orElseThrow();
        assertTrue(backup.proven());
        assertEquals(4, backup.tables());
        assertEquals(11, backup.rows());
        assertEquals(1, backedUp.get(0));
        assertTrue(backup.folder().resolve("SHA256SUMS").toFile().isFile());
    }

    @ServerTest
    void aBackupThatCannotBeMadeLetsNothingBegin(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = PromotionIT.coded(folder, server)
                .spec(PromotionIT.CODED + "promote: { backup: backups }\n")
                .file("backups", "in the way");
        fixture.run();
        List<String> before = PromotionIT.state(fixture.production);
        List<Moment> moments = new ArrayList<>();

        MergeException e;
        try (Merger merger =
                fixture.merger().hook(context -> moments.add(context.moment())).open()) {
            e = assertThrows(MergeException.class, merger::promote);
        }

        assertEquals(ErrorCode.BACKUP, e.code());
        assertEquals(List.of(Moment.BEFORE_PROMOTE, Moment.ON_FAILURE), moments);
        assertEquals(before, PromotionIT.state(fixture.production));
        fixture.spec(PromotionIT.CODED + "promote: { backup: other }\n");
        PromotionReport report;
        try (Merger merger = fixture.merger().withoutBackupProof().open()) {
            report = merger.promote();
        }
        server.adopt(report.previous());
        assertFalse(report.backup().orElseThrow().proven());
    }
}
