package dev.dbmerge.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class JournalIT {
    private static final Instant BEGUN = Instant.parse("2026-03-29T01:59:59.000001Z");
    private static final Instant PINNED = Instant.parse("2026-03-29T02:30:00.123456Z");

    @ServerTest
    void whatWasWrittenIsReadAgain(TestServer testServer) throws SQLException {
        try (Server server = target(testServer);
                Session session = server.open();
                Journal journal = Journal.create(server, run())) {
            JournalReader reader = new JournalReader(session, server.schema());
            assertEquals(Optional.of(run()), reader.run());

            journal.productionPosition("bin.000003:4711");
            journal.stepStarted("copy:areas");
            journal.stepFinished(result("copy:areas", StepResult.Status.DONE, 7), "123456789012345678901234567890");
            journal.stepStarted("overlay:users");
            String archive = journal.archiveTable("010-rule", "users");
            journal.finish(Outcome.REJECTED);

            RunRecord read = reader.run().orElseThrow();
            assertEquals(Optional.of("bin.000003:4711"), read.productionPosition());
            assertEquals("REJECTED", read.state());
            assertTrue(read.finishedAt().isPresent());
            List<StepRecord> steps = reader.steps();
            assertEquals(
                    List.of("copy:areas", "overlay:users"),
                    steps.stream().map(StepRecord::id).toList());
            assertEquals(
                    List.of("DONE", "RUNNING"),
                    steps.stream().map(StepRecord::state).toList());
            assertEquals("123456789012345678901234567890", steps.get(0).sourceSum());
            assertEquals(7, steps.get(0).rows());
            assertEquals("streamed, naïve 😀", steps.get(0).detail());
            assertEquals(List.of(new ArchiveRecord("010-rule", "users", archive)), reader.archives());
            assertEquals(archive, journal.archiveTable("010-rule", "users"));
        }
    }

    @ServerTest
    void aRunThatWasKilledLeavesATargetThatMayBeMadeAnew(TestServer testServer) throws SQLException {
        try (Server server = target(testServer);
                Session session = server.open();
                Journal journal = Journal.create(server, run())) {
            journal.stepStarted("copy:areas");

            assertTrue(new JournalReader(session, server.schema()).madeByDbmerge());
            assertEquals(
                    "BUILDING",
                    new JournalReader(session, server.schema())
                            .run()
                            .orElseThrow()
                            .state());
        }
    }

    @ServerTest
    void aDatabaseWithoutAJournalOrUnderAnotherNameIsNotDbmerges(TestServer testServer) throws SQLException {
        String copy = testServer.schema("cln_copy");
        try (Server server = target(testServer);
                Session session = server.open()) {
            assertFalse(new JournalReader(session, server.schema()).madeByDbmerge());
            assertFalse(new JournalReader(session, "cln_nowhere").madeByDbmerge());

            Journal.create(server, run()).close();
            session.execute(
                    "copy the journal",
                    "CREATE TABLE " + copy + "._dbmerge_run LIKE " + server.schema() + "._dbmerge_run");
            session.execute(
                    "copy it",
                    "INSERT INTO " + copy + "._dbmerge_run SELECT * FROM " + server.schema() + "._dbmerge_run");

            assertTrue(new JournalReader(session, server.schema()).madeByDbmerge());
            assertFalse(new JournalReader(session, copy).madeByDbmerge());
        }
    }

    @ServerTest
    void aTargetThatSomebodyUsesIsNotMadeAnew(TestServer testServer) throws SQLException {
        try (Server server = target(testServer);
                Session session = server.open()) {
            String schema = server.schema();
            session.execute("make a table", "CREATE TABLE " + schema + ".users (id INT PRIMARY KEY)");
            try (Journal journal = Journal.create(server, run())) {
                journal.finish(Outcome.VERIFIED);
            }
            JournalReader reader = new JournalReader(session, schema);
            assertTrue(reader.madeByDbmerge());

            // As if the run had ended an hour ago and an application had written since.
            session.execute(
                    "go back", "UPDATE " + schema + "._dbmerge_run SET finished_at = finished_at - INTERVAL 1 HOUR");
            session.execute("write", "INSERT INTO " + schema + ".users VALUES (1)");

            assertFalse(reader.madeByDbmerge());
            String since = reader.useSince().orElseThrow();
            assertTrue(
                    since.matches(
                            "users was made or altered at \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC, after the run ended"),
                    since);
        }
    }

    private static RunRecord run() {
        return RunRecord.begun("run-1", "ete", "0.1", BEGUN, PINNED, "ete_stäging 😀", "ete_production");
    }

    private static StepResult result(String id, StepResult.Status status, long rows) {
        return new StepResult(id, status, rows, Duration.ofSeconds(1), "streamed, naïve 😀");
    }

    private static Server target(TestServer testServer) throws SQLException {
        return new Server("target", purpose -> testServer.root(), testServer.schema("cln_journal"));
    }
}
