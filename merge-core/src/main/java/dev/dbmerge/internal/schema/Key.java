package dev.dbmerge.internal.schema;

import java.util.List;
import java.util.Objects;

/**
 * An index.
 *
 * @param name {@code PRIMARY} for the primary key
 * @param columns in the index's order; a functional part is left out
 * @param type as the catalogue spells it: {@code BTREE}, {@code HASH}, {@code FULLTEXT}, {@code SPATIAL}, {@code VECTOR}
 * @param parts every part with its length and direction, such as {@code name(10) DESC}; a functional part is {@code (...)}
 * @param visible false where the optimizer leaves it alone (INVISIBLE, IGNORED)
 */
public record Key(String name, boolean unique, List<String> columns, String type, List<String> parts, boolean visible) {
    public Key {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
        Objects.requireNonNull(type, "type");
        parts = List.copyOf(parts);
    }

    /** Makes a plain index of whole columns. */
    public Key(String name, boolean unique, List<String> columns) {
        this(name, unique, columns, "BTREE", columns, true);
    }

    /** Tells whether this is the primary key. */
    public boolean primary() {
        return name.equals("PRIMARY");
    }
}
