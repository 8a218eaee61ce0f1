package dev.dbmerge.report;

import dev.dbmerge.plan.TablePlan;
import java.util.Objects;

/**
 * What one table of the target holds.
 *
 * @param copied rows that came from the source
 * @param sourceSum sum of the rows' hashes in the source, mapped, as a decimal number
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
}
