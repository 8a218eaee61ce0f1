package dev.dbmerge.report;

import java.util.List;
import java.util.Objects;

/**
 * What a check, a reference or a comparison found.
 *
 * @param id the check's id, the reference as the spec writes it, or the table that was compared
 * @param rows rows that should not be there
 * @param fatal false where the spec asks for a warning only
 * @param keys up to five keys of these rows, as text
 */
public record CheckResult(String id, long rows, boolean fatal, List<String> keys) {
    public CheckResult {
        Objects.requireNonNull(id, "id");
        keys = List.copyOf(keys);
    }

    /** Tells whether the check holds. */
    public boolean holds() {
        return rows == 0;
    }
}
