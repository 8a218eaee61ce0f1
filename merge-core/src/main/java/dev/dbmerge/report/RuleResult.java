package dev.dbmerge.report;

import java.util.Objects;

/**
 * What one cleanup rule did to one table.
 *
 * @param before rows of the table before the rule
 * @param removed rows that are gone, by the rule or by a foreign key that cascades
 * @param changed rows that have other values now
 * @param after rows of the table after the rule
 */
public record RuleResult(String rule, String table, long before, long removed, long changed, long after) {
    public RuleResult {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(table, "table");
    }
}
