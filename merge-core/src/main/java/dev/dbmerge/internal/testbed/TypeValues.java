package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes valid values of every type, the n-th of a column other than those before it as far as the type has so many. */
final class TypeValues {
    private static final LocalDateTime FIRST = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final Pattern SIZES = Pattern.compile("\\((\\d+)(?:,(\\d+))?\\)");

    private TypeValues() {}

    /**
     * Makes one.
     *
     * @param n counted from 1
     */
    static SqlValue nth(Table table, Column column, int n) {
        ColumnType type = ColumnType.of(column);
        return switch (type) {
            case INTEGER, FLOAT, DOUBLE, BIT, SET -> plain(type, Integer.toString(n));
            case DECIMAL -> plain(type, decimal(column, n));
            case TEXT, OTHER -> quoted(type, other(column, n));
            case ENUM -> member(column, n);
            case JSON -> quoted(type, "{}");
            case BYTES -> bytes(ByteBuffer.allocate(4).putInt(n).array(), size(column, 0, 4));
            case VECTOR -> vector(size(column, 0, 1), n);
            case GEOMETRY -> geometry(table, column, n);
            case DATE -> quoted(type, FIRST.plusDays(n - 1L).toLocalDate().toString());
            case TIME ->
                quoted(type, CellValues.MOMENT.format(FIRST.plusSeconds(n - 1L)).substring(11));
            case MOMENT -> quoted(type, CellValues.MOMENT.format(FIRST.plusSeconds(n - 1L)));
            case YEAR -> plain(type, Integer.toString(1999 + n));
        };
    }

    private static SqlValue plain(ColumnType type, String text) {
        return new SqlValue(text, CellValues.normal(type, text));
    }

    private static SqlValue quoted(ColumnType type, String text) {
        return new SqlValue(Names.literal(text), CellValues.normal(type, text));
    }

    /** A DECIMAL(2,2) holds nothing from 1 on. */
    private static String decimal(Column column, int n) {
        int precision = size(column, 0, 10);
        int scale = size(column, 1, 0);
        return precision > scale
                ? Integer.toString(n)
                : BigDecimal.valueOf(n, scale).toPlainString();
    }

    private static String other(Column column, int n) {
        return switch (column.baseType()) {
            case "uuid" -> String.format(Locale.ROOT, "00000000-0000-0000-0000-%012x", n);
            case "inet4" -> "0.0." + n / 256 % 256 + "." + n % 256;
            case "inet6" -> "::" + Integer.toHexString(n);
            default -> Integer.toString(n, Character.MAX_RADIX);
        };
    }

    private static SqlValue member(Column column, int n) {
        List<String> members = SqlText.tokens(column.type()).stream()
                .filter(token -> token.kind() == Token.Kind.STRING)
                .map(Token::text)
                .toList();
        String literal = members.get((n - 1) % members.size());
        return new SqlValue(literal, literal.substring(1, literal.length() - 1).toLowerCase(Locale.ROOT));
    }

    /** The last bytes differ, and they are those that fit. */
    private static SqlValue bytes(byte[] bytes, int length) {
        byte[] fitting = length < bytes.length ? Arrays.copyOfRange(bytes, bytes.length - length, bytes.length) : bytes;
        String digits = HexFormat.of().withUpperCase().formatHex(fitting);
        return new SqlValue("x'" + digits + "'", digits);
    }

    private static SqlValue vector(int dimensions, int n) {
        ByteBuffer floats = ByteBuffer.allocate(4 * dimensions).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(0, n);
        return bytes(floats.array(), 4 * dimensions);
    }

    private static SqlValue geometry(Table table, Column column, int n) {
        String text = switch (column.baseType()) {
            case "linestring" -> "LINESTRING(0 0,1 " + n + ")";
            case "polygon" -> "POLYGON((0 0,0 " + n + ",1 1,0 0))";
            case "multipoint" -> "MULTIPOINT(1 " + n + ")";
            case "multilinestring" -> "MULTILINESTRING((0 0,1 " + n + "))";
            case "multipolygon" -> "MULTIPOLYGON(((0 0,0 " + n + ",1 1,0 0)))";
            case "geometrycollection", "geomcollection" -> "GEOMETRYCOLLECTION(POINT(1 " + n + "))";
            default -> "POINT(1 " + n + ")";
        };
        // MySQL 8 prints a column's reference system in a version comment.
        Matcher system = Pattern.compile("(?m)^\\s*" + Pattern.quote(Names.quote(column.name())) + " .*\\bSRID (\\d+)")
                .matcher(table.createSql());
        return new SqlValue(
                "ST_GeomFromText('" + text + "'" + (system.find() ? ", " + system.group(1) : "") + ")", text);
    }

    private static int size(Column column, int index, int otherwise) {
        Matcher sizes = SIZES.matcher(column.type());
        boolean there = sizes.find() && sizes.group(index + 1) != null;
        return there ? Integer.parseInt(sizes.group(index + 1)) : otherwise;
    }
}
