package dev.dbmerge.cli;

import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Prints a line for each step that ended, and every ten seconds one for a step that goes on. */
final class ProgressLines extends Progress {
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private int lastStep;
    private long lastNanos;

    ProgressLines(Output err, List<Step> steps, LongSupplier nanos) {
        super(err, steps, nanos);
    }

    @Override
    void show(StepProgress progress, long nowNanos) {
        if (lastStep != progress.number()) {
            lastStep = progress.number();
            lastNanos = progress.beganNanos();
        }
        if (nowNanos - lastNanos >= PAUSE_NANOS) {
            lastNanos = nowNanos;
            print(line(progress, "... " + progress.text(nowNanos)));
        }
    }

    @Override
    void showEnd(StepProgress progress, StepResult result) {
        print(endLine(progress, result));
    }

    @Override
    void print(String line) {
        err().line(line);
    }
}
