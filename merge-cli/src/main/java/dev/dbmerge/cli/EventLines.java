package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.JsonEvent;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.StepResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes what a run tells as lines of JSON, each at once; of rows, once a second a step.
 *
 * <p>The run goes on where a line cannot be written: that is told once, and nothing more is written.
 */
final class EventLines implements MergeListener, AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final OutputStream out;
    private final Clock clock;
    private final Consumer<String> broken;
    private final Map<Step, Instant> last = new HashMap<>();
    private boolean over;

    /**
     * Makes it.
     *
     * @param broken is told why no more is written
     */
    EventLines(OutputStream out, Clock clock, Consumer<String> broken) {
        this.out = out;
        this.clock = clock;
        this.broken = broken;
    }

    /**
     * Opens a file, whose old content goes.
     *
     * @throws MergeException with {@link ErrorCode#REPORT_FILE} when it cannot be written
     */
    static EventLines to(Path file, Consumer<String> broken) {
        try {
            return new EventLines(Files.newOutputStream(file), Clock.systemUTC(), broken);
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.REPORT_FILE,
                    "The events cannot be written to " + file + " ("
                            + e.getClass().getSimpleName() + ").",
                    "Name another file with " + Flag.EVENTS + ", or - for standard output.",
                    e);
        }
    }

    void begun(MergePlan plan) {
        write(JsonEvent.begun(clock.instant(), plan));
    }

    void ended(MergeReport report) {
        write(JsonEvent.ended(clock.instant(), report));
    }

    void stopped(MergeException e) {
        write(JsonEvent.stopped(clock.instant(), e));
    }

    @Override
    public void started(Step step) {
        write(JsonEvent.started(clock.instant(), step));
    }

    @Override
    public void progressed(Step step, long rows, long of) {
        Instant now = clock.instant();
        Instant before = last.getOrDefault(step, Instant.MIN);
        if (before == Instant.MIN || Duration.between(before, now).compareTo(PAUSE) >= 0) {
            last.put(step, now);
            write(JsonEvent.progressed(now, step, rows, of));
        }
    }

    @Override
    public void doing(Step step, String what) {
        write(JsonEvent.doing(clock.instant(), step, what));
    }

    @Override
    public void finished(Step step, StepResult result) {
        last.remove(step);
        write(JsonEvent.finished(clock.instant(), result));
    }

    @Override
    public void hookPrinted(String hook, String line) {
        write(JsonEvent.hookPrinted(clock.instant(), hook, line));
    }

    @Override
    public void noted(String note) {
        write(JsonEvent.noted(clock.instant(), note));
    }

    private void write(String line) {
        if (over) {
            return;
        }
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (out instanceof PrintStream print && print.checkError()) {
                throw new IOException("nobody reads standard output any more");
            }
        } catch (IOException e) {
            over = true;
            broken.accept("No more events are written: " + e.getMessage() + ".");
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            broken.accept("The events may lack their end: " + e.getMessage() + ".");
        }
    }
}
