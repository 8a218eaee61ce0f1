package dev.dbmerge.internal.cleanup;

import dev.dbmerge.report.RuleResult;
import java.util.List;

/**
 * What one rule did.
 *
 * @param results its own tables in its order, then those that foreign keys took along and that lost or changed rows
 * @param archivedRows rows in the rule's archives
 */
public record RuleOutcome(List<RuleResult> results, long archivedRows) {
    public RuleOutcome {
        results = List.copyOf(results);
    }

    /** Gives the rows that were removed or changed, in all tables. */
    public long rows() {
        return results.stream()
                .mapToLong(result -> result.removed() + result.changed())
                .sum();
    }
}
