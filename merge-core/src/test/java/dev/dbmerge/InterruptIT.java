package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts runs in their middle. */
class InterruptIT {
    @TempDir
    private Path folder;

    @ServerTest
    void aRunThatIsInterruptedBetweenStatementsLeavesNothingHeld(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        Map<String, Object> production = fixture.production.state();
        Map<String, Object> staging = fixture.staging.state();
        try (Merger merger = fixture.merger().open()) {
            MergePlan plan = merger.plan();

            MergeException stop =
                    assertThrows(MergeException.class, () -> merger.run(plan, at("overlay:users", merger::interrupt)));

            assertEquals("The run was interrupted. Run again when you like. [E130]", stop.getMessage());
            assertTrue(Thread.interrupted());
            assertEquals(Outcome.FAILED, merger.lastReport().orElseThrow().outcome());
            assertTrue(Files.readString(fixture.path("run.json")).contains("[E130]"));
        }

        assertEquals(Outcome.VERIFIED, fixture.run().outcome());
        fixture.target.run("DROP DATABASE " + fixture.target.schema());
        assertEquals(production, fixture.production.state());
        assertEquals(staging, fixture.staging.state());
    }

    @ServerTest
    void aStatementThatRunsIsKilled(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server)
                .spec("overlay:\n  users:\nchecks: checks/*.sql\n")
                .file("checks/slow.sql", "SELECT 'its slow' FROM users WHERE SLEEP(60) = 2");
        try (Merger merger = fixture.merger().open()) {
            MergePlan plan = merger.plan();
            CompletableFuture<Void> killer = new CompletableFuture<>();

            MergeException stop = assertThrows(
                    MergeException.class,
                    () -> merger.run(
                            plan,
                            at(
                                    "check:slow",
                                    () -> CompletableFuture.runAsync(() -> {
                                                awaitStatement(fixture.production);
                                                merger.interrupt();
                                            })
                                            .whenComplete((done, error) -> killer.complete(done)))));
            killer.join();
            Thread.interrupted();

            assertEquals(ErrorCode.INTERRUPTED, stop.code());
            assertEquals(
                    List.of(),
                    fixture.target.texts("SELECT ID FROM information_schema.PROCESSLIST"
                            + " WHERE INFO LIKE '%its slow%' AND ID <> CONNECTION_ID()"));
        }

        assertEquals(
                Outcome.VERIFIED, fixture.spec("overlay:\n  users:\n").run().outcome());
    }

    @ServerTest
    void aPlanIsInterruptedToo(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        try (Merger merger = fixture.merger().open()) {
            merger.interrupt();

            MergeException stop = assertThrows(MergeException.class, merger::plan);

            assertEquals(ErrorCode.INTERRUPTED, stop.code());
        }
    }

    private static MergeListener at(String stepId, Runnable action) {
        return new MergeListener() {
            @Override
            public void started(Step step) {
                if (step.id().equals(stepId)) {
                    action.run();
                }
            }
        };
    }

    /** Waits until the slow statement is seen on its server. */
    private static void awaitStatement(Place place) {
        try {
            String query = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT ''its slow''%'";
            while (!place.texts(query).equals(List.of("1"))) {
                Thread.onSpinWait();
            }
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
