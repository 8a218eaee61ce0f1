package dev.dbmerge.internal.journal;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a journal says of one step.
 *
 * @param state {@code RUNNING}, {@code DONE}, {@code REJECTED} or {@code FAILED}
 * @param rows rows copied, removed, changed or found
 * @param sourceSum sum of the rows' hashes in the source; empty text where the step has none
 * @param marks by which the table of a step that fills one is known again
 * @param finishedAt empty while it runs, and for good where the run was killed
 */
public record StepRecord(
        String id,
        String state,
        long rows,
        String sourceSum,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String detail,
        TableMarks marks) {
    /** What the state column holds while a step runs. */
    static final String RUNNING = "RUNNING";

    public StepRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(sourceSum, "sourceSum");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(finishedAt, "finishedAt");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(marks, "marks");
    }
}
