package dev.dbmerge.cli;

import dev.dbmerge.event.Pace;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Draws one line over and over, with a bar of the steps; what is to stay goes above it. */
final class ProgressBar extends Progress {
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    private static final int BAR = 10;
    private static final String ERASE = "\r\u001b[K";

    private final int width;
    private boolean drawn;
    private long lastNanos;

    /**
     * Makes it.
     *
     * @param columns of the terminal; the last stays free, since some begin a new line after it
     */
    ProgressBar(Output err, List<Step> steps, Pace pace, LongSupplier nanos, int columns) {
        super(err, steps, pace, nanos);
        this.width = columns - 1;
    }

    @Override
    void show(List<StepProgress> running, long nowNanos) {
        if (drawn && nowNanos - lastNanos < PAUSE_NANOS) {
            return;
        }
        lastNanos = nowNanos;
        drawn = true;
        double shares = running.stream().mapToDouble(StepProgress::share).sum();
        int done = (int) Math.round(BAR * (ended() + shares) / Math.max(1, steps()));
        // The one that began last says most about what is being done; of the others there is the number.
        StepProgress progress = running.get(running.size() - 1);
        String others = running.size() == 1 ? "" : " and " + (running.size() - 1) + " more";
        String head = "[%s%s] %d/%d %s"
                .formatted(
                        "#".repeat(Math.min(BAR, done)),
                        ".".repeat(Math.max(0, BAR - done)),
                        progress.number(),
                        steps(),
                        progress.id() + others);
        err().text(ERASE + fitting(head, "  " + text(progress, nowNanos)));
    }

    /** The end says how far it is and how long it takes; where there is no room for all, the name gives way. */
    private String fitting(String head, String end) {
        String line = head.substring(0, Math.max(0, Math.min(head.length(), width - end.length()))) + end;
        return line.substring(0, Math.min(width, line.length()));
    }

    @Override
    void showEnd(StepProgress progress, StepResult result) {
        if (result.status() != StepResult.Status.DONE) {
            print(endLine(progress, result));
        }
    }

    @Override
    void print(String line) {
        err().text((drawn ? ERASE : "") + line + "\n");
        drawn = false;
        tick();
    }

    @Override
    public synchronized void close() {
        super.close();
        if (drawn) {
            err().text(ERASE);
            drawn = false;
        }
    }
}
