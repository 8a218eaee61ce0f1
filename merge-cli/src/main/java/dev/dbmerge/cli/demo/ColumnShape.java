package dev.dbmerge.cli.demo;

import java.util.Objects;

/**
 * What a value must be to go into a column.
 *
 * @param type the base type, such as {@code varchar}
 * @param length in characters; 0 for a type without
 * @param scale digits behind the point, of a decimal
 * @param charset empty for a type without
 */
record ColumnShape(
        String name, String type, long length, int precision, int scale, String charset, Nulls nulls, Values values) {
    ColumnShape {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(charset, "charset");
        Objects.requireNonNull(nulls, "nulls");
        Objects.requireNonNull(values, "values");
    }

    /** Whether NULL may stand in the column. */
    enum Nulls {
        ALLOWED,
        REFUSED
    }

    /** Whether a value may stand in the column twice. */
    enum Values {
        UNIQUE,
        REPEATED
    }

    boolean takesNull() {
        return nulls == Nulls.ALLOWED;
    }

    boolean isUnique() {
        return values == Values.UNIQUE;
    }

    boolean isWhole() {
        return type.endsWith("int");
    }
}
