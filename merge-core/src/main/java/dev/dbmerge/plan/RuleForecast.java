package dev.dbmerge.plan;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a cleanup rule would do.
 *
 * @param rows rows that it would remove or change; empty where it is counted in the run
 * @param of rows that its table holds before the rule; empty likewise
 * @param note why it is counted in the run; empty where it was counted
 */
public record RuleForecast(String rule, String table, OptionalLong rows, OptionalLong of, String note) {
    public RuleForecast {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(note, "note");
    }
}
