package dev.dbmerge.report;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says how far a step is and how fast it goes on.
 *
 * @param id the step's id
 * @param rows rows done so far
 * @param of rows in all, by the plan; empty where it does not know
 * @param rowsPerSecond of this step in the last ten seconds; empty where nothing moved in them, or too little time went by
 * @param left until the rows of all tables are there, by what moved in the last ten seconds; empty where nobody can say
 */
public record StepState(String id, long rows, OptionalLong of, OptionalLong rowsPerSecond, Optional<Duration> left) {
    public StepState {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(rowsPerSecond, "rowsPerSecond");
        Objects.requireNonNull(left, "left");
    }
}
