package dev.dbmerge.internal.content;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How production's rows of a table differ from staging's.
 *
 * @param alone rows that only production has; for a table without a key, rows of production that no row of staging equals
 * @param aloneKeys up to five of their keys
 * @param differing rows of a key that both have, and that are not the same
 * @param differingKeys up to five of their keys
 * @param later of these, rows that were changed later on production
 * @param sameTime of these, rows that say on both sides that they were changed at the same time
 * @param columns columns in which they differ
 */
record RowDifferences(
        long alone,
        List<String> aloneKeys,
        long differing,
        List<String> differingKeys,
        long later,
        long sameTime,
        Set<String> columns) {
    /** Two tables that are the same. */
    static final RowDifferences NONE = new RowDifferences(0, List.of(), 0, List.of(), 0, 0, Set.of());

    RowDifferences {
        aloneKeys = List.copyOf(aloneKeys);
        differingKeys = List.copyOf(differingKeys);
        columns = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(columns));
    }

    /** Makes those of a table that has no key. */
    static RowDifferences keyless(long alone) {
        return new RowDifferences(alone, List.of(), 0, List.of(), 0, 0, Set.of());
    }

    boolean none() {
        return alone == 0 && differing == 0;
    }
}
