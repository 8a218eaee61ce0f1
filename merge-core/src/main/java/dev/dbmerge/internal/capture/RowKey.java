package dev.dbmerge.internal.capture;

import java.util.List;

/**
 * The primary key of one row, as SQL constants in the order of the key's columns.
 *
 * <p>Two keys that are equal here are one row; two that differ may be one row as well, by the collation of a text.
 */
public record RowKey(List<String> constants) {
    public RowKey {
        constants = List.copyOf(constants);
    }
}
