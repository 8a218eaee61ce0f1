package dev.dbmerge.plan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of one table.
 *
 * @param staging rows in staging; empty where staging has no such table
 * @param production rows in production; empty where production has no such table
 * @param result rows in the target before the cleanup rules; empty where the target will not have the table
 * @param columns for an overlaid table, one entry a target column that is not generated, in the table's order
 * @param dropped production columns that will be lost by the spec's decision
 */
public record TablePlan(
        String table,
        Origin origin,
        Optional<RowCount> staging,
        Optional<RowCount> production,
        Optional<RowCount> result,
        List<ColumnMapping> columns,
        List<String> dropped) {
    public TablePlan {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(result, "result");
        columns = List.copyOf(columns);
        dropped = List.copyOf(dropped);
    }

    /** Where the target's rows of the table come from. */
    public enum Origin {
        STAGING,
        PRODUCTION,
        /** Nowhere: the table is made and stays empty, as the spec says. */
        EMPTY,
        /** The table is production's alone and will not be in the target. */
        LEFT_BEHIND
    }
}
