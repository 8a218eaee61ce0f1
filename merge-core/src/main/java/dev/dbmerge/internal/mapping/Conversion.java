package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
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
        return type.isEmpty() ? Optional.empty() : Optional.of("CAST(" + value + " AS " + type + ")");
    }

    private static String precision(Column column) {
        return column.type().replaceFirst("^[a-z]+", "").replaceFirst("[^)0-9]*$", "");
    }
}
