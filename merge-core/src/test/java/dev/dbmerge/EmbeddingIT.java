package dev.dbmerge;

import static dev.dbmerge.report.Outcome.VERIFIED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mysql.cj.jdbc.MysqlDataSource;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Uses the library as another program would. */
class EmbeddingIT {
    private static final String BATCHES = "Rows are inserted in batches instead of by LOAD DATA, which is faster: ";

    @TempDir
    private Path folder;

    @ServerTest
    void theSampleBuildsAndVerifiesTheTarget(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.spec();
        MergeListener listener = new MergeListener() {};

        MergeSpec spec = SpecLoader.load(fixture.path("merge.yml"), fixture.passwords());
        try (Merger merger = Merger.open(spec)) {
            MergePlan plan = merger.plan(); // reads, writes nothing
            MergeReport report = merger.run(plan, listener); // builds and verifies the target; live untouched

            assertEquals(VERIFIED, report.outcome());
        }

        assertEquals(fixture.production.table("users"), fixture.target.table("users"));
    }

    @ServerTest
    void aDataSourceThatAllowsLocalInfileGetsLoadData(TestServer server) throws SQLException {
        MergeFixture fixture = nasty(server);

        MergeReport report = run(fixture, true);

        assertTrue(ways(report).contains("streamed, LOAD DATA"), ways(report).toString());
        assertTrue(
                report.notes().stream().noneMatch(note -> note.startsWith(BATCHES)),
                report.notes().toString());
        assertCopied(fixture);
    }

    @ServerTest
    void aDataSourceThatDoesNotGetsBatchesAndTheReportSaysSo(TestServer server) throws SQLException {
        MergeFixture fixture = nasty(server);

        MergeReport report = run(fixture, false);

        assertEquals(List.of("streamed, batched INSERT"), ways(report));
        String note = BATCHES + "the target's connection does not allow LOCAL INFILE.";
        assertTrue(report.notes().contains(note), report.notes().toString());
        assertCopied(fixture);
    }

    @ServerTest
    void aServerWithoutLocalInfileGetsBatchesAndTheReportSaysSo(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        String before = fixture.staging.texts("SELECT @@GLOBAL.local_infile").get(0);
        server.run("SET GLOBAL local_infile = OFF");
        try {
            MergeReport report = fixture.run();

            assertEquals(List.of("streamed, batched INSERT"), ways(report));
            String note = BATCHES + "local_infile is off on the target's server.";
            assertTrue(report.notes().contains(note), report.notes().toString());
        } finally {
            server.run("SET GLOBAL local_infile = " + before);
        }
        assertEquals(fixture.production.table("users"), fixture.target.table("users"));
    }

    private MergeFixture nasty(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        MergeFixture.load(fixture.staging, "staging.sql");
        fixture.production.run(
                "CREATE TABLE log (id INT NOT NULL PRIMARY KEY, line TEXT)",
                "INSERT INTO log VALUES (0, '\\\\N'), (1, '\\\\\\t\\n'), (2, NULL)");
        return fixture.spec("overlay:\n  log:\n");
    }

    private static MergeReport run(MergeFixture fixture, boolean localInfile) throws SQLException {
        MysqlDataSource source = new MysqlDataSource();
        TestServer server = fixture.target.server();
        source.setUrl(server.url());
        source.setUser(server.user());
        source.setPassword(server.password());
        source.setAllowLoadLocalInfile(localInfile);
        return MergeFixture.run(
                fixture.merger().staging(source).production(source).target(source));
    }

    private static void assertCopied(MergeFixture fixture) throws SQLException {
        for (String table : fixture.staging.tables()) {
            Place source = table.equals("log") ? fixture.production : fixture.staging;
            Place.assertSameRows(source.table(table), fixture.target.table(table), table);
        }
    }

    private static List<String> ways(MergeReport report) {
        return report.steps().stream()
                .filter(step -> step.id().startsWith("copy:") || step.id().startsWith("overlay:"))
                .map(StepResult::detail)
                .distinct()
                .toList();
    }
}
