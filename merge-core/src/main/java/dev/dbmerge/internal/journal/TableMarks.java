package dev.dbmerge.internal.journal;

import java.util.Objects;

/**
 * Short texts by which a later run knows a table again that an earlier one filled.
 *
 * @param basis changes with what the step reads and with the table that it makes; empty text where the step keeps nothing
 * @param made changes with the table's structure on the target's server, as it was made
 * @param completed likewise, with its indexes; empty text until it has them
 */
public record TableMarks(String basis, String made, String completed) {
    /** Those of a step that fills no table. */
    public static final TableMarks NONE = new TableMarks("", "", "");

    public TableMarks {
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(made, "made");
        Objects.requireNonNull(completed, "completed");
    }
}
