package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.internal.schema.Table;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A row before and after a statement.
 *
 * @param given whether the case wrote it; else it was made as the parent of one that the case wrote
 * @param before every value, in the order of the table's columns
 * @param after as {@code before}; empty where the row is gone
 */
record RowHistory(Table table, String label, boolean given, List<String> before, Optional<List<String>> after) {
    RowHistory {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(label, "label");
        before = List.copyOf(before);
        after = after.map(List::copyOf);
    }

    Fate fate() {
        if (after.isEmpty()) {
            return Fate.REMOVED;
        }
        return after.get().equals(before) ? Fate.KEPT : Fate.CHANGED;
    }
}
