package dev.dbmerge.internal.schema;

import java.util.Objects;
import java.util.Optional;

/**
 * One column of a table.
 *
 * @param type the whole type as the catalogue spells it, such as {@code varchar(255)} or {@code int(10) unsigned}
 * @param baseType the type's lower-case name alone, such as {@code varchar}
 * @param charset empty for a column that holds no text
 * @param defaultValue as the catalogue spells it; empty for none and for DEFAULT NULL
 * @param generated computed from other columns: neither read nor written
 */
public record Column(
        String name,
        String type,
        String baseType,
        Optional<String> charset,
        Optional<String> collation,
        boolean nullable,
        Optional<String> defaultValue,
        boolean generated,
        boolean invisible,
        boolean autoIncrement) {
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(baseType, "baseType");
        Objects.requireNonNull(charset, "charset");
        Objects.requireNonNull(collation, "collation");
        Objects.requireNonNull(defaultValue, "defaultValue");
    }

    /** Tells whether an INSERT that does not name the column goes through. */
    public boolean fillsItself() {
        return nullable || defaultValue.isPresent() || autoIncrement || generated;
    }

    /** Gives the type with its character set and collation, so that a column of another table holds the same values. */
    public String exactType() {
        return type
                + charset.map(set -> " CHARACTER SET " + set).orElse("")
                + collation.map(order -> " COLLATE " + order).orElse("");
    }
}
