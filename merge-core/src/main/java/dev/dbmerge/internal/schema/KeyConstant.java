package dev.dbmerge.internal.schema;

import dev.dbmerge.internal.server.Names;

/** Writes values of key columns as SQL constants that the server takes for the same value, whatever the session's character set. */
public final class KeyConstant {
    private KeyConstant() {}

    /** Gives SQL whose text {@link #of} takes; for whole numbers, decimals, texts and bytes. */
    public static String read(Column column) {
        String name = Names.quote(column.name());
        return switch (ColumnType.of(column)) {
            case TEXT, BYTES -> "HEX(" + name + ")";
            default -> name;
        };
    }

    /**
     * Gives the constant of a value.
     *
     * @param read what {@link #read} gave: digits, or the bytes in hexadecimal
     */
    public static String of(Column column, String read) {
        return switch (ColumnType.of(column)) {
            case TEXT ->
                "(_" + column.charset().orElseThrow() + " x'" + read + "' COLLATE "
                        + column.collation().orElseThrow() + ")";
            case BYTES -> "x'" + read + "'";
            default -> read;
        };
    }
}
