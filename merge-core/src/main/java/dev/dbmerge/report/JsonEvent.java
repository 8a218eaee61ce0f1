package dev.dbmerge.report;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Gives what a run tells while it works as lines of JSON, {@code dbmerge-events/1}; each without its line end. */
public final class JsonEvent {
    private JsonEvent() {}

    private static JsonObject event(String name, Instant at) {
        return new JsonObject().put("event", name).put("at", at.truncatedTo(ChronoUnit.MILLIS));
    }

    private static JsonObject event(String name, Instant at, Step step) {
        return event(name, at).put("step", step.id());
    }

    /** A run of a plan begins. */
    public static String begun(Instant at, MergePlan plan) {
        return event("run-started", at)
                .put("format", "dbmerge-events/1")
                .put("name", plan.name())
                .put("target", plan.target())
                .put("targetServer", plan.targetServer())
                .put("steps", plan.steps().size())
                .line();
    }

    /** A step begins. */
    public static String started(Instant at, Step step) {
        return event("step-started", at, step).line();
    }

    /** A step does something else now. */
    public static String doing(Instant at, Step step, String what) {
        return event("step-doing", at, step).put("what", what).line();
    }

    /**
     * A step goes on.
     *
     * @param of rows in all; 0 where not known
     */
    public static String progressed(Instant at, Step step, long rows, long of) {
        return event("step-progress", at, step).put("rows", rows).put("of", of).line();
    }

    /** A step ended. */
    public static String finished(Instant at, StepResult result) {
        return event("step-finished", at)
                .put("step", result.id())
                .put("status", result.status())
                .put("rows", result.rows())
                .put("tookMillis", result.took().toMillis())
                .put("detail", result.detail())
                .line();
    }

    /** A hook printed a line. */
    public static String hookPrinted(Instant at, String hook, String line) {
        return event("hook-printed", at).put("hook", hook).put("line", line).line();
    }

    /** Something happened that the report will hold as a note. */
    public static String noted(Instant at, String note) {
        return event("note", at).put("note", note).line();
    }

    /** The run ended and its target was judged. */
    public static String ended(Instant at, MergeReport report) {
        return event("run-finished", at)
                .put("outcome", report.outcome())
                .put("runId", report.runId())
                .put("tookMillis", report.took().toMillis())
                .put("error", java.util.Optional.empty())
                .line();
    }

    /** The run was stopped. */
    public static String stopped(Instant at, MergeException e) {
        return event("run-finished", at)
                .put("outcome", Outcome.FAILED)
                .put("error", e.getMessage())
                .put("code", e.code().toString())
                .put("exitCode", e.code().exitCode())
                .line();
    }
}
