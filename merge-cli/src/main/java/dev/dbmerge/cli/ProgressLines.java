package dev.dbmerge.cli;

import dev.dbmerge.event.Pace;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Prints a line for each step that ended, and every ten seconds one for a step that goes on. */
final class ProgressLines extends Progress {
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Map<Integer, Long> lastNanos = new HashMap<>();

    ProgressLines(Output err, List<Step> steps, Pace pace, LongSupplier nanos) {
        super(err, steps, pace, nanos);
    }

    @Override
    void show(List<StepProgress> running, long nowNanos) {
        for (StepProgress progress : running) {
            long last = lastNanos.computeIfAbsent(progress.number(), number -> progress.beganNanos());
            if (nowNanos - last >= PAUSE_NANOS) {
                lastNanos.put(progress.number(), nowNanos);
                print(line(progress, "... " + text(progress, nowNanos)));
            }
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
