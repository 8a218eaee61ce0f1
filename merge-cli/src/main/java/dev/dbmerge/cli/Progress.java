package dev.dbmerge.cli;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.event.Pace;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows on err how a run goes on, and that it still does while one statement takes long.
 *
 * <p>The run's thread tells what happened; a thread of its own looks twice a second whether there is something to show.
 */
abstract class Progress implements MergeListener, AutoCloseable {
    private static final long TICK_MILLIS = 500;
    private static final int MAX_ID_WIDTH = 48;
    private static final int USUAL_COLUMNS = 80;

    private final Output err;
    private final int steps;
    private final int idWidth;
    private final Pace pace;
    private final LongSupplier nanos;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "dbmerge progress");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Step, StepProgress> running = new LinkedHashMap<>();
    private int begun;
    private int ended;

    Progress(Output err, List<Step> steps, Pace pace, LongSupplier nanos) {
        this.pace = pace;
        this.err = err;
        this.steps = steps.size();
        this.idWidth = steps.stream()
                .mapToInt(step -> step.id().length())
                .filter(length -> length <= MAX_ID_WIDTH)
                .max()
                .orElse(0);
        this.nanos = nanos;
    }

    /** Gives what suits the reader: a bar on a terminal, lines elsewhere. */
    static Progress on(Output err, MergePlan plan) {
        Progress progress = err.terminal()
                ? new ProgressBar(err, plan.steps(), Pace.of(plan), System::nanoTime, columns())
                : new ProgressLines(err, plan.steps(), Pace.of(plan), System::nanoTime);
        progress.ticker.scheduleAtFixedRate(progress::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return progress;
    }

    /** The launcher knows how wide the terminal is; Java does not. */
    private static int columns() {
        int told = Integer.getInteger("dbmerge.columns", USUAL_COLUMNS);
        return told < 20 ? USUAL_COLUMNS : told;
    }

    /**
     * Is told that something moved or that time went by.
     *
     * @param running steps that go on at the same time, at least one
     */
    abstract void show(List<StepProgress> running, long nowNanos);

    /** Is told that a step ended. */
    abstract void showEnd(StepProgress progress, StepResult result);

    /** Prints a line that stays. */
    abstract void print(String line);

    @Override
    public final synchronized void started(Step step) {
        begun++;
        long now = nanos.getAsLong();
        running.put(step, new StepProgress(step, begun, 0, 0, now, ""));
        pace.at(step, 0, now);
        tick();
    }

    @Override
    public final synchronized void progressed(Step step, long rows, long of) {
        running.computeIfPresent(step, (same, progress) -> progress.at(rows, of));
        pace.at(step, rows, nanos.getAsLong());
        tick();
    }

    @Override
    public final synchronized void doing(Step step, String what) {
        running.computeIfPresent(step, (same, progress) -> progress.doing(what));
        tick();
    }

    @Override
    public final synchronized void finished(Step step, StepResult result) {
        StepProgress last = running.remove(step);
        if (last != null) {
            ended++;
            showEnd(last, result);
        }
    }

    @Override
    public final synchronized void hookPrinted(String hook, String line) {
        print(err.paint(Output.Paint.FAINT, "hook " + hook + " | ") + line);
    }

    @Override
    public final synchronized void noted(String note) {
        print("note: " + note);
    }

    @Override
    public synchronized void close() {
        ticker.shutdownNow();
    }

    final synchronized void tick() {
        if (!running.isEmpty()) {
            show(List.copyOf(running.values()), nanos.getAsLong());
        }
    }

    /** Gives how far a step is, how fast, and how long the rows of all tables still take. */
    final String text(StepProgress progress, long nowNanos) {
        return progress.text(nowNanos, pace.perSecond(progress.step(), nowNanos), pace.left(nowNanos));
    }

    final Output err() {
        return err;
    }

    final int steps() {
        return steps;
    }

    /** Gives how many steps have ended. */
    final int ended() {
        return ended;
    }

    /** Gives {@code  3/34 overlay:users  1,800 rows in 0.1 s}. */
    final String endLine(StepProgress progress, StepResult result) {
        Output.Paint paint = result.status() == StepResult.Status.DONE ? Output.Paint.PLAIN : Output.Paint.BAD;
        return line(progress, err.paint(paint, StepProgress.text(result)));
    }

    final String line(StepProgress progress, String text) {
        int width = Integer.toString(steps).length();
        return ("%" + width + "d/%d %-" + idWidth + "s  %s").formatted(progress.number(), steps, progress.id(), text);
    }
}
