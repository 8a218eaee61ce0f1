package dev.dbmerge.internal.testbed;

import java.util.List;
import java.util.Objects;

/**
 * A row as the server holds it.
 *
 * @param label its key, such as {@code id 4}
 * @param key values of the primary key; all values of a table without one
 * @param values every value as SQL spells it, in the order of the table's columns
 */
record StoredRow(String label, List<String> key, List<String> values) {
    StoredRow {
        Objects.requireNonNull(label, "label");
        key = List.copyOf(key);
        values = List.copyOf(values);
    }
}
