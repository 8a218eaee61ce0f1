package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** A run whose process is killed goes on in another one. */
class KilledRunIT {
    private static final int KILLS = Integer.getInteger("dbmerge.kills", 2);

    @TempDir
    private Path folder;

    @ServerTest
    void aKilledProcessLeavesATargetThatAnotherOneCompletes(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = WholeMerge.of(folder, server);
        int lines = lines(fixture, Integer.MAX_VALUE, 0);
        Map<String, Object> alone = WholeMerge.content(fixture.target);
        Map<String, Object> production = fixture.production.state();
        Random random = new Random(server.product().hashCode() + KILLS);

        for (int i = 0; i < KILLS; i++) {
            fixture.target.run("DROP DATABASE `" + fixture.target.schema() + "`");
            int stop = random.nextInt(lines - 1);
            lines(fixture, stop, random.nextInt(20_000_000));

            MergeReport report = MergeFixture.run(fixture.merger().threads(2));

            assertEquals(Outcome.VERIFIED, report.outcome(), "kill at " + stop);
            assertEquals(alone, WholeMerge.content(fixture.target), "kill at " + stop);
        }
        assertEquals(production, fixture.production.state());
    }

    @ServerTest
    void whatAServerStillDoesForAKilledRunIsEnded(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = WholeMerge.of(folder, server)
                .file(
                        "checks/slow.sql",
                        "SELECT 'its slow' FROM ${target}.log a, ${target}.log b, ${target}.log c, ${target}.log d"
                                + " WHERE CONCAT(a.v, b.v, c.v, d.v) = 'none'");
        Process process = MergeMain.start(fixture);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        assertTrue(lines.lines().anyMatch("started check:slow"::equals));
        String running = "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE '%its slow%'"
                + " AND ID <> CONNECTION_ID()";
        while (fixture.production.texts(running).isEmpty()) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().onExit().join();
        List<String> before = fixture.production.texts(running);
        fixture.file("checks/slow.sql", "SELECT id FROM ${target}.users WHERE id < 0");

        MergeReport report = MergeFixture.run(fixture.merger().threads(2));

        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(1, before.size(), "the server had noticed by itself");
        assertEquals(List.of(), fixture.production.texts(running));
        assertTrue(
                report.notes()
                        .contains("An earlier run was killed while the target's server worked for it:"
                                + " a session was ended."),
                report.notes().toString());
    }

    /** Runs until so many lines were printed, and kills the process a while later; gives the lines that there were. */
    private static int lines(MergeFixture fixture, int stop, int nanos) throws IOException {
        Process process = MergeMain.start(fixture);
        int count = 0;
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
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
        if (stop == Integer.MAX_VALUE) {
            assertEquals("ended VERIFIED", last);
        }
        return count;
    }
}
