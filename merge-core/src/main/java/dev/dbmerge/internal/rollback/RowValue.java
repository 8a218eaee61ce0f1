package dev.dbmerge.internal.rollback;

import dev.dbmerge.internal.mapping.Encoding;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.server.Names;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Reads a column's values bit-exact, and writes each for people and as a constant of SQL. */
final class RowValue {
    private RowValue() {}

    /** Gives the expression whose bytes {@link #text} and {@link #constant} take. */
    static String read(Column column) {
        return Encoding.of(column).read(Names.quote(column.name()));
    }

    /** Gives a value for people: a text as it is, bytes that are none as {@code 0x} and hexadecimal digits. */
    static Optional<String> text(Column column, byte[] value) {
        if (value == null) {
            return Optional.empty();
        }
        boolean bytes = ColumnType.of(column).binary() || ColumnType.of(column) == ColumnType.BYTES;
        boolean utf8 = column.charset()
                .map(set -> set.toLowerCase(Locale.ROOT).startsWith("utf8"))
                .orElse(true);
        boolean ascii = true;
        for (byte one : value) {
            ascii &= one >= 0;
        }
        boolean wide = column.charset()
                .filter(set -> set.startsWith("ucs2") || set.startsWith("utf16") || set.startsWith("utf32"))
                .isPresent();
        if (!bytes && !wide && (utf8 || ascii)) {
            try {
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(value))
                        .toString());
            } catch (CharacterCodingException e) {
                return Optional.of("0x" + HexFormat.of().formatHex(value));
            }
        }
        return Optional.of("0x" + HexFormat.of().formatHex(value));
    }

    /** Gives a value as a constant, whatever the session's character set; moments are in UTC. */
    static String constant(Column column, byte[] value) {
        if (value == null) {
            return "NULL";
        }
        String hex = HexFormat.of().formatHex(value);
        return switch (ColumnType.of(column)) {
            case INTEGER, DECIMAL, BIT, YEAR, ENUM -> new String(value, StandardCharsets.US_ASCII);
            case FLOAT, DOUBLE -> {
                String digits = new String(value, StandardCharsets.US_ASCII);
                yield digits.contains("e") ? digits : digits + "e0";
            }
            case DATE, TIME, MOMENT -> "'" + new String(value, StandardCharsets.US_ASCII) + "'";
            case TEXT, SET -> "_" + column.charset().orElse("utf8mb4") + " x'" + hex + "'";
            case BYTES, GEOMETRY, VECTOR -> "x'" + hex + "'";
            default -> "_utf8mb4 x'" + hex + "'";
        };
    }
}
