package dev.dbmerge.internal.cases;

import dev.dbmerge.error.Position;
import java.util.Objects;

/**
 * A change of a rule that no case has to notice.
 *
 * @param change its name, as the coverage prints it
 * @param reason why, in its author's words
 */
public record AcceptedChange(Position at, String change, String reason) {
    public AcceptedChange {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(reason, "reason");
    }
}
