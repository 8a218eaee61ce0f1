package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.TableExpectation.Fate;
import java.util.Map;
import java.util.Objects;

/**
 * What is to become of one row.
 *
 * @param values new values by the column's index in its table, as SQL spells them; empty where any change will do
 */
record ExpectedFate(Fate fate, Map<Integer, String> values) {
    ExpectedFate {
        Objects.requireNonNull(fate, "fate");
        values = Map.copyOf(values);
    }
}
