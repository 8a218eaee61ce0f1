package dev.dbmerge.report;

import java.time.Duration;
import java.util.Objects;

/**
 * What one step did.
 *
 * @param id the step's id
 * @param rows rows copied, removed, changed or found; 0 where the step has none
 * @param detail a clause for people, such as {@code streamed, LOAD DATA}; empty where there is nothing to say
 */
public record StepResult(String id, Status status, long rows, Duration took, String detail) {
    public StepResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(detail, "detail");
    }

    /** How a step ended. */
    public enum Status {
        DONE,
        /** Done, and what it looked at does not hold. */
        REJECTED,
        /** Stopped by an error. */
        FAILED
    }
}
