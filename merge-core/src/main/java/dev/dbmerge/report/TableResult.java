package dev.dbmerge.report;

import dev.dbmerge.plan.TablePlan;
import java.util.Objects;

/**
 * What one table of the target holds.
 *
 * @param copied rows that came from the source
 * @param sourceSum sum of the rows' hashes in the source, mapped, as a decimal number; both sums are empty where the run
 *     stopped before it compared the table, or was to count its rows alone
 * @param targetSum the same over the target, before fixes and cleanup
 * @param rows rows at the end of the run
 */
public record TableResult(
        String table, TablePlan.Origin origin, long copied, String sourceSum, String targetSum, long rows) {
    public TableResult {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(sourceSum, "sourceSum");
        Objects.requireNonNull(targetSum, "targetSum");
    }

    /** Gives the same with the rows at the end of the run. */
    public TableResult withRows(long rowsAtTheEnd) {
        return new TableResult(table, origin, copied, sourceSum, targetSum, rowsAtTheEnd);
    }

    /** Tells how the copy compares with its source. */
    public Comparison comparison() {
        if (sourceSum.isEmpty() && targetSum.isEmpty()) {
            return Comparison.NOT_COMPARED;
        }
        return sourceSum.equals(targetSum) ? Comparison.EQUAL : Comparison.DIFFERENT;
    }

    /** How a copy compares with its source. */
    public enum Comparison {
        EQUAL,
        DIFFERENT,
        NOT_COMPARED
    }
}
