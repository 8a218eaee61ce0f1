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
    private static final int WIDTH = 79;
    private static final String ERASE = "\r\u001b[K";

    private boolean drawn;
    private long lastNanos;

    ProgressBar(Output err, List<Step> steps, Pace pace, LongSupplier nanos) {
        super(err, steps, pace, nanos);
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
        String text = "[%s%s] %d/%d %s  %s"
                .formatted(
                        "#".repeat(Math.min(BAR, done)),
                        ".".repeat(Math.max(0, BAR - done)),
                        progress.number(),
                        steps(),
                        progress.id() + others,
                        text(progress, nowNanos));
        err().text(ERASE + text.substring(0, Math.min(WIDTH, text.length())));
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
