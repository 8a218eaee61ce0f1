package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.server.Names;

/** Says in SQL what a column's value is to a column of another type, so that every way of copying takes it for the same. */
public final class SourceValue {
    private SourceValue() {}

    /**
     * Gives the value.
     *
     * <p>A BIT prints as raw bytes, a label would pass as its number within a server, a FLOAT prints six digits.
     */
    public static String of(Column source) {
        String name = Names.quote(source.name());
        return switch (ColumnType.of(source)) {
            case BIT -> name + " + 0";
            case ENUM, SET -> "CONCAT(" + name + ")";
            case FLOAT -> name + " * 1e0";
            default -> name;
        };
    }
}
