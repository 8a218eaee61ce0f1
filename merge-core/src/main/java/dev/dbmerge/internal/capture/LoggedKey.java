package dev.dbmerge.internal.capture;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.KeyConstant;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a key column's value as the binary log has it into an SQL constant.
 *
 * <p>The log knows no sign of a whole number, and leaves the zero bytes out at the end of a BINARY.
 */
final class LoggedKey {
    private static final Pattern LENGTH = Pattern.compile("binary\\((\\d+)\\)");

    private LoggedKey() {}

    /** Gives the constant; empty where the value is not of the column's type, so that the table is another one by now. */
    static Optional<String> constant(Column column, Serializable value) {
        return switch (ColumnType.of(column)) {
            case INTEGER ->
                value instanceof Number number ? Optional.of(whole(column, number.longValue())) : Optional.empty();
            case DECIMAL ->
                value instanceof BigDecimal decimal ? Optional.of(decimal.toPlainString()) : Optional.empty();
            case TEXT, BYTES ->
                value instanceof byte[] bytes
                        ? Optional.of(KeyConstant.of(column, HexFormat.of().formatHex(padded(column, bytes))))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String whole(Column column, long value) {
        if (!column.type().contains("unsigned")) {
            return Long.toString(value);
        }
        return switch (column.baseType()) {
            case "tinyint" -> Long.toString(value & 0xFF);
            case "smallint" -> Long.toString(value & 0xFFFF);
            case "mediumint" -> Long.toString(value & 0xFF_FFFF);
            case "int" -> Long.toString(value & 0xFFFF_FFFFL);
            default -> Long.toUnsignedString(value);
        };
    }

    private static byte[] padded(Column column, byte[] bytes) {
        Matcher length = LENGTH.matcher(column.type());
        boolean fixed = column.baseType().equals("binary") && length.matches();
        return fixed ? java.util.Arrays.copyOf(bytes, Integer.parseInt(length.group(1))) : bytes;
    }
}
