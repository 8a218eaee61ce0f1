package dev.dbmerge.internal.schema;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Spells a column so that two servers' spellings of the same thing are equal. */
final class ColumnForm {
    private final Collations target;

    ColumnForm(Collations target) {
        this.target = target;
    }

    String of(Column column) {
        StringBuilder form = new StringBuilder(type(column));
        boolean json = json(column);
        column.collation()
                .filter(collation -> !json)
                .ifPresent(collation -> form.append(" collate ").append(target.collation(collation)));
        // MariaDB knows no NOT NULL of a generated column.
        boolean nullCounts = !(column.generated() && target.mariadb());
        form.append(column.nullable() || !nullCounts ? "" : " not null");
        if (!column.generated()) {
            column.defaultValue().ifPresent(value -> form.append(" default ").append(defaultValue(column, value)));
        }
        form.append(column.generated() ? " generated" : "").append(column.autoIncrement() ? " auto_increment" : "");
        boolean knowsInvisible = target.mariadb() || target.version().mysqlAtLeast(8, 0, 23);
        return form.append(column.invisible() && knowsInvisible ? " invisible" : "")
                .toString();
    }

    /** MySQL 8.0.19 dropped display widths, but for tinyint(1) and zerofill; MySQL 8 says geomcollection. */
    private static String type(Column column) {
        String type = column.type();
        if (json(column)) {
            return "json";
        }
        if (type.matches("(?i)(tiny|small|medium|big)?int\\(\\d+\\).*") && !type.equalsIgnoreCase("tinyint(1)")) {
            return type.replaceFirst("\\(\\d+\\)", "");
        }
        return type.equals("year(4)") ? "year" : type.equals("geomcollection") ? "geometrycollection" : type;
    }

    /** MariaDB's JSON is a longtext of that collation. */
    private static boolean json(Column column) {
        return column.baseType().equals("json")
                || column.baseType().equals("longtext")
                        && column.collation().orElse("").equals("utf8mb4_bin");
    }

    private static String defaultValue(Column column, String value) {
        // MariaDB puts the database before a sequence, and the target's is another one.
        String text = unquoted(value).replaceAll("(?i)\\b(nextval|lastval)\\(`(?:[^`]|``)+`\\.", "$1(");
        if (text.toLowerCase(Locale.ROOT).startsWith("current_timestamp")) {
            return text.toLowerCase(Locale.ROOT).replace("()", "");
        }
        if (column.baseType().endsWith("binary")) {
            String bytes = text.startsWith("0x")
                    ? new String(HexFormat.of().parseHex(text.substring(2)), StandardCharsets.UTF_8)
                    : text;
            // MySQL 8's catalogue ends a binary default at its first zero byte.
            return bytes.split("\0", 2)[0];
        }
        // An expression: the products differ in blanks, quotes, parentheses and introducers.
        return text.contains("(") && text.endsWith(")")
                ? text.toLowerCase(Locale.ROOT).replaceAll("_utf8mb[34]|[^a-z0-9]", "")
                : text;
    }

    /** MariaDB's catalogue quotes a literal, MySQL's does not. */
    private static String unquoted(String catalogued) {
        // MySQL prints a text's default, an expression to it, as _utf8mb4\'abc\'.
        String value = catalogued.replaceFirst("(?s)^_utf8mb[34]\\\\?'(.*?)\\\\?'$", "'$1'");
        if (value.length() < 2 || !value.startsWith("'") || !value.endsWith("'")) {
            return value;
        }
        return value.substring(1, value.length() - 1)
                .replace("''", "'")
                .replace("\\n", "\n")
                .replace("\\0", "\0")
                .replace("\\'", "'")
                .replace("\\\\", "\\");
    }
}
