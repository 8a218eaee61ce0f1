package dev.dbmerge.spec;

import dev.dbmerge.error.Position;
import java.util.List;
import java.util.Objects;

/**
 * What becomes of a table that both sides have and that is not overlaid.
 *
 * @param keepProduction columns whose values stay production's, in rows of a key that both sides have
 * @param at where the spec says it
 */
public record TableDecision(String table, Content content, List<String> keepProduction, Position at) {
    public TableDecision {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(content, "content");
        keepProduction = List.copyOf(keepProduction);
        Objects.requireNonNull(at, "at");
    }

    /** Where the table's rows come from. */
    public enum Content {
        /** Staging's rows; what production has otherwise is known to go. */
        ACCEPT,
        /** No rows. */
        EMPTY,
        /** Staging's rows, with production's values in some columns. */
        KEEP_PRODUCTION
    }
}
