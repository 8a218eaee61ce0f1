package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.server.ServerVersion;
import java.util.Optional;

/**
 * Says in SQL which values a column would change or refuse.
 *
 * <p>A value fits when it reads back as it was. No server says so by itself: CONVERT writes {@code ?} for a character that the set
 * lacks, fractions are rounded with a note at most, and a label may be taken for a number. What the declared types decide is not
 * asked.
 */
final class ValueFit {
    private final Column target;
    private final Optional<Column> source;
    private final String value;
    private final ServerVersion server;
    private final TypeBounds bounds;
    private final ColumnType to;
    private final ColumnType from;

    /**
     * Makes it.
     *
     * @param source the column that the value is of; empty for an expression
     * @param value SQL over the source's row
     * @param server the version of the server that will be asked
     */
    ValueFit(Column target, Optional<Column> source, String value, ServerVersion server) {
        this.target = target;
        this.source = source.filter(column -> !column.baseType().equals(Relations.COMPUTED));
        this.value = "(" + value + ")";
        this.server = server;
        this.bounds = new TypeBounds(target);
        this.to = ColumnType.of(target);
        this.from = this.source.map(ColumnType::of).orElse(ColumnType.OTHER);
    }

    /** Gives a condition that is true for a value, not NULL, that does not fit; empty where all do. */
    Optional<String> misfit() {
        String condition = switch (to) {
            case INTEGER, BIT -> whole();
            case YEAR -> from == ColumnType.YEAR ? "" : year();
            case DECIMAL -> decimal();
            case FLOAT -> single();
            case DOUBLE -> twice();
            case DATE, TIME, MOMENT -> new TemporalFit(target, source, value).misfit();
            case TEXT -> new TextFit(target, source, value).misfit();
            case BYTES -> bytes();
            case ENUM -> label();
            case SET -> labels();
            case JSON -> from == ColumnType.JSON ? "" : "NOT JSON_VALID(" + text() + ")";
            case GEOMETRY, VECTOR, OTHER -> special();
        };
        return condition.isEmpty()
                ? Optional.empty()
                : Optional.of("(" + value + " IS NOT NULL AND (" + condition + "))");
    }

    /** Gives the value as text that every server can compare. */
    private String text() {
        return text(value);
    }

    static String text(String value) {
        return "CONVERT(CONCAT" + value + " USING utf8mb4)";
    }

    static String bytes(String value) {
        return "CONVERT(" + value + " USING binary)";
    }

    private boolean exactNumber() {
        return from == ColumnType.INTEGER
                || from == ColumnType.BIT
                || from == ColumnType.YEAR
                || from == ColumnType.DECIMAL;
    }

    private boolean number() {
        return exactNumber() || from == ColumnType.FLOAT || from == ColumnType.DOUBLE;
    }

    private String whole() {
        if (from == ColumnType.INTEGER || from == ColumnType.BIT) {
            TypeBounds have = new TypeBounds(source.orElseThrow());
            boolean inside =
                    have.least().compareTo(bounds.least()) >= 0 && have.most().compareTo(bounds.most()) <= 0;
            return inside
                    ? ""
                    : outside(value, bounds.least().toString(), bounds.most().toString());
        }
        String range = outside(value, bounds.least().toString(), bounds.most().toString());
        if (exactNumber()) {
            return range + " OR " + value + " <> ROUND(" + value + ")";
        }
        if (number()) {
            // As a DOUBLE, the largest BIGINT is the first number that no BIGINT holds.
            String most = bounds.most().bitLength() > 53 ? " OR " + value + " >= " + bounds.most() + "e0" : "";
            return range + most + " OR " + value + " <> ROUND(" + value + ")";
        }
        String number = "CAST(" + text() + " AS DECIMAL(65))";
        return "NOT (" + bytes("CAST(" + number + " AS CHAR)") + " <=> " + bytes(text()) + ") OR "
                + outside(number, bounds.least().toString(), bounds.most().toString());
    }

    private static String outside(String value, String least, String most) {
        return value + " NOT BETWEEN " + least + " AND " + most;
    }

    /** A server takes 0 to 99 for years of two digits, and '0' for 2000. */
    private String year() {
        return number()
                ? outside(value, "1901", "2155") + " OR " + value + " <> ROUND(" + value + ")"
                : "NOT (" + text() + " REGEXP '^(19|20|21)[0-9][0-9]$') OR "
                        + outside("(" + text() + " + 0)", "1901", "2155") + " OR CHAR_LENGTH(" + text() + ") <> 4";
    }

    private String decimal() {
        int scale = bounds.scale(0);
        if (number() && source.isPresent() && fitsDecimal(source.get())) {
            return "";
        }
        String negative = bounds.unsigned() ? " OR %1$s < 0" : "";
        String number = number() ? value : "CAST(" + text() + " AS DECIMAL(65,30))";
        String range = ("ABS(%1$s) > " + bounds.largestDecimal() + negative + " OR %1$s <> ROUND(%1$s, " + scale + ")")
                .formatted(number);
        return number() ? range : notANumber() + " OR " + range;
    }

    private boolean fitsDecimal(Column have) {
        TypeBounds other = new TypeBounds(have);
        boolean sign = !bounds.unsigned() || other.unsigned();
        int whole = bounds.size(10) - bounds.scale(0);
        if (from == ColumnType.DECIMAL) {
            return sign && other.scale(0) <= bounds.scale(0) && other.size(10) - other.scale(0) <= whole;
        }
        return from == ColumnType.INTEGER && sign && other.most().toString().length() <= whole;
    }

    /** A digit string that has another sign in it is none; a pattern's end would also match before a line end. */
    private String notANumber() {
        return text() + " REGEXP '[^-0-9.]' OR NOT (" + text() + " REGEXP '^-?(0|[1-9][0-9]*)([.][0-9]+)?$')";
    }

    private String single() {
        if (from == ColumnType.FLOAT || from == ColumnType.INTEGER && digits() < 24) {
            return "";
        }
        if (!number()) {
            return notAnApproximateNumber() + " OR ABS(" + value + " + 0e0) > 3.402823466e38";
        }
        return "ABS(" + value + ") > 3.402823466e38 OR " + value + " <> 0 AND ABS(" + value + ") < 1.17549435e-38 OR "
                + differs(value, Conversion.single(value));
    }

    private String twice() {
        if (from == ColumnType.FLOAT || from == ColumnType.DOUBLE || from == ColumnType.INTEGER && digits() < 53) {
            return "";
        }
        return number() ? differs(value, value + " * 1e0") : notAnApproximateNumber();
    }

    /** What an expression or a text gives to a floating point column is rounded to it; all that is asked is whether it is a number. */
    private String notAnApproximateNumber() {
        return text() + " REGEXP '[^-+0-9.eE]' OR NOT (" + text()
                + " REGEXP '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$')";
    }

    /** A DECIMAL fits a floating point column when it comes back by rounding to its own digits. */
    private String differs(String number, String kept) {
        if (from == ColumnType.DOUBLE) {
            return number + " <> (" + kept + ")";
        }
        int scale = from == ColumnType.DECIMAL
                ? new TypeBounds(source.orElseThrow()).scale(0)
                : from == ColumnType.INTEGER || from == ColumnType.BIT || from == ColumnType.YEAR ? 0 : 30;
        return "CAST((" + kept + ") AS DECIMAL(65," + scale + ")) <> " + number;
    }

    private int digits() {
        return new TypeBounds(source.orElseThrow()).most().bitLength();
    }

    private String bytes() {
        long most = bounds.bytes();
        boolean padded = target.baseType().equals("binary");
        if (source.isPresent() && (from == ColumnType.BYTES || from == ColumnType.TEXT)) {
            boolean sameLength =
                    source.get().baseType().equals("binary") && new TypeBounds(source.get()).bytes() == most;
            boolean room = new TypeBounds(source.get()).bytes() <= most;
            if (padded ? sameLength : room) {
                return "";
            }
        }
        String length = "OCTET_LENGTH(" + bytes(value) + ")";
        return padded ? length + " <> " + most : length + " > " + most;
    }

    private String label() {
        if (from == ColumnType.ENUM && bounds.labels().containsAll(new TypeBounds(source.orElseThrow()).labels())) {
            return bytes(text()) + " = '' AND " + noEmptyLabel();
        }
        return bytes(text()) + " NOT IN (" + labelBytes() + ")";
    }

    /** Index 0 reads as the empty text and has no label. */
    private String noEmptyLabel() {
        return bounds.labels().contains("''") ? "FALSE" : "TRUE";
    }

    private String labelBytes() {
        StringBuilder list = new StringBuilder();
        for (String label : bounds.labels()) {
            list.append(list.isEmpty() ? "" : ", ").append(bytes(label));
        }
        return list.toString();
    }

    /** The labels that are in the text, in the column's own order, have to be the text itself. */
    private String labels() {
        StringBuilder held = new StringBuilder("CONCAT_WS(','");
        for (String label : bounds.labels()) {
            held.append(", IF(FIND_IN_SET(")
                    .append(label)
                    .append(", ")
                    .append(text())
                    .append("), ")
                    .append(label)
                    .append(", NULL)");
        }
        return "NOT (" + bytes(held.append(")").toString()) + " <=> " + bytes(text()) + ")";
    }

    private String special() {
        boolean same = source.filter(column -> column.baseType().equals(target.baseType())
                        && (to != ColumnType.VECTOR || column.type().equals(target.type())))
                .isPresent();
        boolean anyShape = to == ColumnType.GEOMETRY && target.baseType().equals("geometry");
        if (same || anyShape && from == ColumnType.GEOMETRY) {
            return "";
        }
        if (to == ColumnType.GEOMETRY && (from == ColumnType.GEOMETRY || source.isEmpty())) {
            return "ST_GeometryType(" + value + ") <> '" + target.baseType().toUpperCase(java.util.Locale.ROOT) + "'";
        }
        boolean casts = target.baseType().equals("uuid") && server.mariadbAtLeast(10, 7, 0)
                || target.baseType().equals("inet6") && server.mariadbAtLeast(10, 5, 0)
                || target.baseType().equals("inet4") && server.mariadbAtLeast(10, 10, 0);
        return casts
                ? "NOT (" + bytes("CONCAT(CAST(" + text() + " AS " + target.baseType() + "))") + " <=> " + bytes(text())
                        + ")"
                : "TRUE";
    }
}
