package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a column's declared type can hold, read from the type's text. */
final class TypeBounds {
    private static final Pattern SIZES = Pattern.compile("\\((\\d+)(?:,(\\d+))?\\)");

    private final Column column;

    TypeBounds(Column column) {
        this.column = column;
    }

    /** Gives the number in the parentheses behind the type, or another where there is none. */
    int size(int otherwise) {
        Matcher sizes = SIZES.matcher(column.type());
        return sizes.find() ? Integer.parseInt(sizes.group(1)) : otherwise;
    }

    /** Gives the second number in the parentheses behind the type, or another where there is none. */
    int scale(int otherwise) {
        Matcher sizes = SIZES.matcher(column.type());
        return sizes.find() && sizes.group(2) != null ? Integer.parseInt(sizes.group(2)) : otherwise;
    }

    boolean unsigned() {
        return column.type().contains("unsigned");
    }

    /** Gives the least whole number of an integer or BIT. */
    BigInteger least() {
        return unsigned() || ColumnType.of(column) == ColumnType.BIT
                ? BigInteger.ZERO
                : BigInteger.ONE.shiftLeft(bits() - 1).negate();
    }

    /** Gives the largest whole number of an integer or BIT. */
    BigInteger most() {
        boolean signed = !unsigned() && ColumnType.of(column) != ColumnType.BIT;
        return BigInteger.ONE.shiftLeft(signed ? bits() - 1 : bits()).subtract(BigInteger.ONE);
    }

    private int bits() {
        return switch (column.baseType()) {
            case "tinyint" -> 8;
            case "smallint" -> 16;
            case "mediumint" -> 24;
            case "int" -> 32;
            case "bit" -> size(1);
            default -> 64;
        };
    }

    /** Gives the largest DECIMAL of the type as SQL. */
    String largestDecimal() {
        int scale = scale(0);
        int whole = size(10) - scale;
        return (whole == 0 ? "0" : "9".repeat(whole)) + (scale == 0 ? "" : "." + "9".repeat(scale));
    }

    /** Gives how many characters a CHAR or VARCHAR holds; empty for other types. */
    OptionalLong characters() {
        return switch (column.baseType()) {
            case "char" -> OptionalLong.of(size(1));
            case "varchar" -> OptionalLong.of(size(0));
            default -> OptionalLong.empty();
        };
    }

    /** Gives how many bytes a text or byte type holds, as far as the type itself limits them. */
    long bytes() {
        return switch (column.baseType()) {
            case "tinytext", "tinyblob" -> 0xffL;
            case "text", "blob" -> 0xffffL;
            case "mediumtext", "mediumblob" -> 0xffffffL;
            case "longtext", "longblob", "json" -> 0xffffffffL;
            case "binary" -> size(1);
            case "varbinary" -> size(0);
            case "char", "varchar" -> (long) size(1) * widest();
            default -> 0;
        };
    }

    /** Gives how many bytes a character of the column's set takes at most. */
    private int widest() {
        return switch (column.charset().orElse("")) {
            case "utf8mb4", "utf16", "utf16le", "utf32", "gb18030" -> 4;
            case "utf8", "utf8mb3", "eucjpms", "ujis" -> 3;
            case "ucs2", "big5", "gbk", "sjis", "cp932", "euckr", "gb2312" -> 2;
            default -> 1;
        };
    }

    /** Gives how many characters the type holds at least, whatever they are. */
    long sureCharacters() {
        return characters().orElse(bytes() / widest());
    }

    /** Gives how many characters the type may hold at most. */
    long possibleCharacters() {
        return characters().orElse(bytes());
    }

    /** Gives the labels of an ENUM or SET as SQL literals. */
    List<String> labels() {
        return SqlText.tokens(column.type()).stream()
                .filter(token -> token.kind() == Token.Kind.STRING)
                .map(Token::text)
                .toList();
    }

    /** Gives how many digits of a second a time keeps. */
    int fraction() {
        return size(0);
    }
}
