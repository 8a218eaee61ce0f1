package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.RunEnd;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.report.StepState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static final Step USERS = new Step.OverlayTable("users");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-26T10:00:00.123456Z"), ZoneOffset.UTC);

    @Test
    void writesALineForEachEvent() {
        try (EventLines events = new EventLines(bytes, clock, PATIENCE)) {
            events.started(USERS);
            events.moved(new StepState(USERS.id(), 100, OptionalLong.empty(), OptionalLong.empty(), Optional.empty()));
            events.doing(USERS, "adding indexes");
            events.finished(
                    USERS,
                    new StepResult(USERS.id(), StepResult.Status.DONE, 1_500, Duration.ofMillis(1_500), "a \"b\"\n"));
            events.noted("ünïcode");
        }

        assertEquals("""
                {"event":"step-started","at":"2026-11-26T10:00:00.123Z","step":"overlay:users"}
                {"event":"step-progress","at":"2026-11-26T10:00:00.123Z","step":"overlay:users","rows":100,"of":null,\
                "rowsPerSecond":null,"etaSeconds":null}
                {"event":"step-doing","at":"2026-11-26T10:00:00.123Z","step":"overlay:users","what":"adding indexes"}
                {"event":"step-finished","at":"2026-11-26T10:00:00.123Z","step":"overlay:users","status":"done",\
                "rows":1500,"tookMillis":1500,"detail":"a \\"b\\"\\u000a"}
                {"event":"note","at":"2026-11-26T10:00:00.123Z","note":"ünïcode"}
                """, bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void writesAllAndKeepsTheInterruptOfARunThatWasInterrupted() {
        EventLines events = new EventLines(bytes, clock, PATIENCE);
        events.started(USERS);

        Thread.currentThread().interrupt();
        events.close();

        assertTrue(Thread.interrupted());
        assertEquals(1, bytes.toString(StandardCharsets.UTF_8).lines().count());
        assertEquals(Optional.empty(), events.untold());
    }

    @Test
    void tellsOfTheEndOnce() {
        MergeException error = new MergeException(ErrorCode.STEP, "It stopped.", "Mend it.");
        try (EventLines events = new EventLines(bytes, clock, PATIENCE)) {
            events.runFinished(RunEnd.stopped(Optional.of("1"), Duration.ZERO, error));
            events.runFinished(RunEnd.stopped(Optional.empty(), Duration.ZERO, error));
        }

        assertEquals(
                "{\"event\":\"run-finished\",\"at\":\"2026-11-26T10:00:00.123Z\",\"runId\":\"1\",\"outcome\":\"failed\","
                        + "\"exitCode\":5,\"tookMillis\":0,\"code\":\"E500\",\"problem\":\"It stopped.\","
                        + "\"remedy\":\"Mend it.\"}\n",
                bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void saysThatNoMoreCanBeWritten() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        EventLines events = new EventLines(full, clock, PATIENCE);
        events.started(USERS);
        events.close();

        assertEquals(Optional.of("No more events were written: No space left on device."), events.untold());
        assertEquals(List.of("No more events were written: No space left on device."), events.troubles());
        assertEquals(Optional.empty(), events.untold());
    }

    @Test
    void isNotHeldUpByAReaderThatDoesNotRead() {
        CountDownLatch over = new CountDownLatch(1);
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        EventLines events = new EventLines(stuck, clock, Duration.ofMillis(1));
        events.started(USERS);
        events.close();
        assertEquals(Optional.of("No more events were written: its reader does not read."), events.untold());

        EventLines many = new EventLines(stuck, clock, Duration.ofMillis(1));
        for (int i = 0; i < 10_002; i++) {
            many.started(USERS);
        }
        assertEquals(List.of("No more events were written: its reader left 10,000 of them unread."), many.troubles());
        over.countDown();
    }

    @Test
    void endsWithTheExitCodeOfTheReport() {
        assertEquals(0, RunEnd.of(report(Outcome.VERIFIED)).exitCode());
        assertEquals(6, RunEnd.of(report(Outcome.REJECTED)).exitCode());
    }

    private static MergeReport report(Outcome outcome) {
        return new MergeReport(
                "1",
                "ete",
                "0",
                outcome,
                "ete_staging",
                "ete_production",
                "ete_new",
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
