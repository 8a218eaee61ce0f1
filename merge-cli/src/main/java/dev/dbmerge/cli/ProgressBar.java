package dev.dbmerge.cli;

import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Draws one line over and over, with a bar of the steps; what is to stay goes above it. */
final class ProgressBar extends Progress {
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    private static final int BAR = 20;
    private static final int WIDTH = 79;
    private static final String ERASE = "\r\u001b[K";

    private boolean drawn;
    private long lastNanos;

    ProgressBar(Output err, List<Step> steps, LongSupplier nanos) {
        super(err, steps, nanos);
    }

    @Override
    void show(StepProgress progress, long nowNanos) {
        if (drawn && nowNanos - lastNanos < PAUSE_NANOS) {
            return;
        }
        lastNanos = nowNanos;
        drawn = true;
        int done = (int) Math.round(BAR * (progress.number() - 1 + progress.share()) / Math.max(1, steps()));
        String text = "[%s%s] %d/%d %s  %s"
                .formatted(
                        "#".repeat(Math.min(BAR, done)),
                        ".".repeat(Math.max(0, BAR - done)),
                        progress.number(),
                        steps(),
                        progress.step().id(),
                        progress.text(nowNanos));
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
