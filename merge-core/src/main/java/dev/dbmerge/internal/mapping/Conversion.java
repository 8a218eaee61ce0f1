package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import java.util.Optional;

/** Says in SQL what a column makes of a value of another type. */
public final class Conversion {
    private Conversion() {}

    /** Gives the value as the column will hold it; empty for a type that CAST does not know. */
    public static Optional<String> cast(Column column, String value) {
        String type = switch (column.baseType()) {
            case "datetime", "timestamp" -> "DATETIME" + precision(column);
            case "time" -> "TIME" + precision(column);
            case "date" -> "DATE";
            case "decimal" -> "DECIMAL" + precision(column);
            case "tinyint", "smallint", "mediumint", "int", "bigint" ->
                column.type().contains("unsigned") ? "UNSIGNED" : "SIGNED";
            default -> "";
        };
        if (!type.isEmpty()) {
            return Optional.of("CAST(" + value + " AS " + type + ")");
        }
        return switch (ColumnType.of(column)) {
            case FLOAT -> Optional.of(single(value));
            case DOUBLE -> Optional.of("(" + value + " * 1e0)");
            default -> Optional.empty();
        };
    }

    /**
     * Gives a number rounded to the 24 bits of a FLOAT, by Veltkamp's splitting; no server before MySQL 8.0.17 casts to FLOAT.
     *
     * <p>The factor is 2^29 + 1, and a product beyond DOUBLE's range is an error on every server, so only numbers in FLOAT's range
     * go in.
     */
    static String single(String value) {
        String number = "(" + value + " * 1e0)";
        String scaled = "(" + number + " * 536870913e0)";
        return "CASE WHEN ABS(" + number + ") <= 3.402823466e38 THEN " + scaled + " - (" + scaled + " - " + number
                + ") ELSE " + number + " END";
    }

    private static String precision(Column column) {
        return column.type().replaceFirst("^[a-z]+", "").replaceFirst("[^)0-9]*$", "");
    }
}
