package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.event.Pace;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.report.StepResult.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Step USERS = new Step.OverlayTable("users");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();
    private int columns = 80;
    private OptionalLong all = OptionalLong.empty();

    @Test
    void writesALineForAStepThatEnded() {
        try (Progress progress = lines(12)) {
            progress.started(USERS);
            progress.finished(USERS, result(Status.DONE, 1_800, "streamed"));
        }

        assertEquals(" 1/12 overlay:users  1,800 rows in 0.3 s (streamed)\n", said());
    }

    @Test
    void writesALineEveryTenSecondsOfAStepThatGoesOn() {
        try (Progress progress = lines(12)) {
            progress.started(USERS);
            pass(Duration.ofSeconds(9));
            progress.progressed(USERS, 900, 1_800);
            pass(Duration.ofSeconds(1));
            progress.progressed(USERS, 1_000, 1_800);
            progress.progressed(USERS, 1_001, 1_800);
            pass(Duration.ofSeconds(10));
            progress.tick();
        }

        assertEquals(
                " 1/12 overlay:users  ... 1,000 of 1,800 rows, 100 rows/s, 10.0 s\n"
                        + " 1/12 overlay:users  ... 1,001 of 1,800 rows, 20.0 s\n",
                said());
    }

    @Test
    void writesWhatHooksPrintWithTheirName() {
        try (Progress progress = lines(1)) {
            progress.hookPrinted("after-copy-10-tell", "hello");
            progress.noted("loaded by INSERT");
        }

        assertEquals("hook after-copy-10-tell | hello\nnote: loaded by INSERT\n", said());
    }

    @Test
    void drawsOneLineOverAndOverOnATerminal() {
        try (Progress progress = bar(2)) {
            progress.started(USERS);
            pass(Duration.ofSeconds(1));
            progress.progressed(USERS, 900, 1_800);
            progress.progressed(USERS, 901, 1_800);
        }

        assertEquals(
                "\r\u001b[K[..........] 1/2 overlay:users  0.0 s"
                        + "\r\u001b[K[###.......] 1/2 overlay:users  900 of 1,800 rows, 900 rows/s, 1.0 s"
                        + "\r\u001b[K",
                said());
    }

    @Test
    void keepsHooksLinesAndFailuresAboveTheBar() {
        try (Progress progress = bar(1)) {
            progress.started(USERS);
            progress.hookPrinted("after-copy", "hello");
            progress.finished(USERS, result(Status.FAILED, 0, ""));
        }

        assertEquals(
                "\r\u001b[K[..........] 1/1 overlay:users  0.0 s"
                        + "\r\u001b[Khook after-copy | hello\n"
                        + "\r\u001b[K[..........] 1/1 overlay:users  0.0 s"
                        + "\r\u001b[K1/1 overlay:users  failed after 0.3 s\n",
                said());
    }

    @Test
    void saysHowLongTheRowsStillTakeAndWhatElseIsDone() {
        all = OptionalLong.of(4_000);
        try (Progress progress = bar(2)) {
            progress.started(USERS);
            progress.progressed(USERS, 0, 1_800);
            pass(Duration.ofSeconds(4));
            progress.progressed(USERS, 1_000, 1_800);
            pass(Duration.ofSeconds(1));
            progress.doing(USERS, "adding indexes");
        }

        assertEquals(
                "\r\u001b[K[..........] 1/2 overlay:users  0.0 s"
                        + "\r\u001b[K[###.......] 1/2 overlay:users  1,000 of 1,800 rows, 250/s, 12.0 s left"
                        + "\r\u001b[K[###.......] 1/2 overlay:users  adding indexes, 1,000 rows, 5.0 s"
                        + "\r\u001b[K",
                said());
    }

    @Test
    void letsTheNameGiveWayWhereTheTerminalIsNarrow() {
        columns = 60;
        try (Progress progress = bar(2)) {
            progress.started(USERS);
            pass(Duration.ofSeconds(2));
            progress.progressed(USERS, 900, 1_800);
        }

        assertEquals(
                "\r\u001b[K[..........] 1/2 overlay:users  0.0 s"
                        + "\r\u001b[K[###.......] 1/2 over  900 of 1,800 rows, 450 rows/s, 2.0 s"
                        + "\r\u001b[K",
                said());
    }

    @Test
    void doesNotSayThatMoreThanAllRowsAreThere() {
        try (Progress progress = bar(2)) {
            progress.started(USERS);
            pass(Duration.ofSeconds(2));
            progress.progressed(USERS, 1_801, 1_800);
        }

        assertEquals(
                "\r\u001b[K[..........] 1/2 overlay:users  0.0 s"
                        + "\r\u001b[K[#####.....] 1/2 overlay:users  1,801 rows, 901 rows/s, 2.0 s\r\u001b[K",
                said());
    }

    private Progress lines(int steps) {
        return new ProgressLines(
                new Output(stream, Output.Reader.FILE),
                Collections.nCopies(steps, USERS),
                new Pace(OptionalLong.empty()),
                clock::get);
    }

    private Progress bar(int steps) {
        return new ProgressBar(
                new Output(stream, Output.Reader.TERMINAL).coloring(ColorChoice.NEVER),
                Collections.nCopies(steps, USERS),
                new Pace(all),
                clock::get,
                columns);
    }

    private static StepResult result(Status status, long rows, String detail) {
        return new StepResult(USERS.id(), status, rows, Duration.ofMillis(300), detail);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
