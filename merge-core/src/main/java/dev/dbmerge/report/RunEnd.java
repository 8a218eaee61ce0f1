package dev.dbmerge.report;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Says how a run ended.
 *
 * @param runId the run's; empty where it was refused before it began
 * @param error what stopped it; empty unless it {@link Outcome#FAILED}
 */
public record RunEnd(Optional<String> runId, Outcome outcome, Duration took, Optional<MergeException> error) {
    public RunEnd {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(error, "error");
    }

    /** Gives that of a run that came to its end. */
    public static RunEnd of(MergeReport report) {
        return new RunEnd(Optional.of(report.runId()), report.outcome(), report.took(), Optional.empty());
    }

    /** Gives that of a run that an error stopped. */
    public static RunEnd stopped(Optional<String> runId, Duration took, MergeException error) {
        return new RunEnd(runId, Outcome.FAILED, took, Optional.of(error));
    }

    /** Gives the exit code of a command that ends with it. */
    public int exitCode() {
        int judged = outcome == Outcome.VERIFIED ? 0 : ErrorCode.CHECK_FAILED.exitCode();
        return error.map(stop -> stop.code().exitCode()).orElse(judged);
    }
}
