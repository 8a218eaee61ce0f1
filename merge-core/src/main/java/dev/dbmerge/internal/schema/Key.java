package dev.dbmerge.internal.schema;

import java.util.List;
import java.util.Objects;

/**
 * An index.
 *
 * @param name {@code PRIMARY} for the primary key
 * @param columns in the index's order; a functional part is left out
 */
public record Key(String name, boolean unique, List<String> columns) {
    public Key {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
    }

    /** Tells whether this is the primary key. */
    public boolean primary() {
        return name.equals("PRIMARY");
    }
}
