package dev.dbmerge.cli;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.JsonEvent;
import dev.dbmerge.report.RunEnd;
import dev.dbmerge.report.RunStart;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.report.StepState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Writes what a run tells as lines of JSON, each at once.
 *
 * <p>A thread of its own writes, so that a reader that is slow holds nobody up, and an interrupt of the run closes no file. Where a line
 * cannot be written, or too many wait, that is told once and nothing more is written.
 */
final class EventLines implements MergeListener, AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final String END = "";

    private final OutputStream out;
    private final Clock clock;
    private final Duration patience;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer = new Thread(this::writeAll, "dbmerge events");
    private volatile Optional<String> trouble = Optional.empty();
    private boolean told;
    private boolean finished;

    /**
     * Makes it and starts its thread.
     *
     * @param patience how long {@link #close} waits for what is not written yet
     */
    EventLines(OutputStream out, Clock clock, Duration patience) {
        this.out = out;
        this.clock = clock;
        this.patience = patience;
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void runStarted(RunStart start) {
        write(JsonEvent.runStarted(clock.instant(), start));
    }

    @Override
    public void started(Step step) {
        write(JsonEvent.stepStarted(clock.instant(), step.id()));
    }

    @Override
    public void moved(StepState state) {
        write(JsonEvent.stepProgress(clock.instant(), state));
    }

    @Override
    public void doing(Step step, String what) {
        write(JsonEvent.stepDoing(clock.instant(), step.id(), what));
    }

    @Override
    public void finished(Step step, StepResult result) {
        write(JsonEvent.stepFinished(clock.instant(), result));
    }

    @Override
    public void hookStarted(String hook) {
        write(JsonEvent.hookStarted(clock.instant(), hook));
    }

    @Override
    public void hookPrinted(String hook, String line) {
        write(JsonEvent.hookPrinted(clock.instant(), hook, line));
    }

    @Override
    public void hookFinished(String hook, Duration took) {
        write(JsonEvent.hookFinished(clock.instant(), hook, took));
    }

    @Override
    public void noted(String note) {
        write(JsonEvent.note(clock.instant(), note));
    }

    @Override
    public List<String> troubles() {
        told |= trouble.isPresent();
        return trouble.stream().toList();
    }

    @Override
    public void runFinished(RunEnd end) {
        if (!finished) {
            finished = true;
            write(JsonEvent.runFinished(clock.instant(), end));
        }
    }

    /** Gives what nobody asked for in {@link #troubles}, after {@link #close}. */
    Optional<String> untold() {
        return told ? Optional.empty() : trouble;
    }

    private void write(String line) {
        if (trouble.isEmpty() && !waiting.offer(line)) {
            stop("its reader left " + Words.number(MOST_WAITING) + " of them unread");
        }
    }

    private void writeAll() {
        try {
            for (String line = waiting.take(); !line.equals(END); line = waiting.take()) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            stop(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(String why) {
        trouble = Optional.of("No more events were written: " + why + ".");
    }

    /** Waits until all is written, but not for ever; an interrupt, which the end of a run may be, is kept for later. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            if (trouble.isEmpty() && waiting.offer(END)) {
                writer.join(patience.toMillis());
            }
            if (trouble.isEmpty() && writer.isAlive()) {
                stop("its reader does not read");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
