package dev.dbmerge.report;

import dev.dbmerge.error.MergeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes what a run tells while it works as JSON, one object a line: {@code dbmerge-events/1}.
 *
 * <p>{@code docs/json.md} lists the fields. A line comes without its end.
 */
public final class JsonEvent {
    private JsonEvent() {}

    /** Gives {@code run-started}. */
    public static String runStarted(Instant at, RunStart start) {
        return event("run-started", at)
                .put("format", "dbmerge-events/1")
                .put("runId", start.runId())
                .put("name", start.name())
                .put("spec", start.spec().toString())
                .put("target", start.target())
                .put("targetServer", start.targetServer())
                .put("version", start.version())
                .put("steps", start.steps())
                .line();
    }

    /** Gives {@code step-started}. */
    public static String stepStarted(Instant at, String step) {
        return event("step-started", at).put("step", step).line();
    }

    /** Gives {@code step-doing}. */
    public static String stepDoing(Instant at, String step, String what) {
        return event("step-doing", at).put("step", step).put("what", what).line();
    }

    /** Gives {@code step-progress}. */
    public static String stepProgress(Instant at, StepState state) {
        return event("step-progress", at)
                .put("step", state.id())
                .put("rows", state.rows())
                .put("of", state.of())
                .put("rowsPerSecond", state.rowsPerSecond())
                .put(
                        "etaSeconds",
                        state.left()
                                .map(left -> OptionalLong.of(left.toSeconds()))
                                .orElse(OptionalLong.empty()))
                .line();
    }

    /** Gives {@code step-finished}. */
    public static String stepFinished(Instant at, StepResult result) {
        return event("step-finished", at)
                .put("step", result.id())
                .put("status", result.status())
                .put("rows", result.rows())
                .put("tookMillis", result.took().toMillis())
                .put("detail", result.detail())
                .line();
    }

    /** Gives {@code note}. */
    public static String note(Instant at, String note) {
        return event("note", at).put("note", note).line();
    }

    /** Gives {@code hook-started}. */
    public static String hookStarted(Instant at, String hook) {
        return event("hook-started", at).put("hook", hook).line();
    }

    /** Gives {@code hook-printed}. */
    public static String hookPrinted(Instant at, String hook, String line) {
        return event("hook-printed", at).put("hook", hook).put("line", line).line();
    }

    /** Gives {@code hook-finished}. */
    public static String hookFinished(Instant at, String hook, Duration took) {
        return event("hook-finished", at)
                .put("hook", hook)
                .put("tookMillis", took.toMillis())
                .line();
    }

    /** Gives {@code run-finished}. */
    public static String runFinished(Instant at, RunEnd end) {
        return event("run-finished", at)
                .put("runId", end.runId())
                .put("outcome", end.outcome())
                .put("exitCode", end.exitCode())
                .put("tookMillis", end.took().toMillis())
                .put("code", end.error().map(error -> error.code().toString()))
                .put("problem", end.error().map(MergeException::problem))
                .put("remedy", end.error().map(MergeException::remedy))
                .line();
    }

    /** Instants print without milliseconds where these are 0, and a reader wants one form. */
    private static JsonObject event(String name, Instant at) {
        String text = Instant.ofEpochMilli(at.toEpochMilli()).toString();
        boolean whole = at.toEpochMilli() % 1000 == 0;
        return new JsonObject().put("event", name).put("at", Optional.of(whole ? text.replace("Z", ".000Z") : text));
    }
}
