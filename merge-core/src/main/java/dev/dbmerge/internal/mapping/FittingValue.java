package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.spec.Overlay.Convert;
import java.math.BigInteger;
import java.util.Optional;

/** Says in SQL what becomes of a value that the spec allows to be changed: cut, or the nearest that the column holds. */
final class FittingValue {
    private final Column target;
    private final Optional<Column> source;
    private final String value;
    private final TypeBounds bounds;

    /**
     * Makes it.
     *
     * @param source the column that the value is of; empty for an expression
     * @param value SQL over the source's row
     */
    FittingValue(Column target, Optional<Column> source, String value) {
        this.target = target;
        this.source = source;
        this.value = "(" + value + ")";
        this.bounds = new TypeBounds(target);
    }

    /** Tells which way fits a column's type. */
    static Convert way(Column target) {
        return switch (ColumnType.of(target)) {
            case TEXT, BYTES, JSON, GEOMETRY, VECTOR, OTHER -> Convert.TRUNCATE;
            default -> Convert.NEAREST;
        };
    }

    /** Tells whether there is a way for a column's type. */
    static boolean exists(Column target) {
        return switch (ColumnType.of(target)) {
            case JSON, GEOMETRY, VECTOR, OTHER -> false;
            default -> true;
        };
    }

    /** Gives the value that fits. */
    String sql() {
        return switch (ColumnType.of(target)) {
            case TEXT -> text();
            case BYTES -> bytes();
            case INTEGER, BIT -> clamped(number("ROUND(" + number() + ")"), bounds.least(), bounds.most());
            case YEAR -> clamped(number("ROUND(" + number() + ")"), BigInteger.valueOf(1901), BigInteger.valueOf(2155));
            case DECIMAL -> decimal();
            case FLOAT -> "LEAST(GREATEST(" + number(number()) + " * 1e0, -3.402823466e38), 3.402823466e38)";
            case DOUBLE -> number(number()) + " * 1e0";
            case DATE, TIME -> Conversion.cast(target, value).orElseThrow();
            case MOMENT -> moment();
            case ENUM -> label();
            case SET -> labels();
            default -> value;
        };
    }

    private String text() {
        String stored = "CONVERT(" + value + " USING " + target.charset().orElse("utf8mb4") + ")";
        String cut = bounds.characters().isPresent()
                ? "LEFT(" + stored + ", " + bounds.characters().getAsLong() + ")"
                : target.baseType().equals("longtext")
                        ? stored
                        : "IF(OCTET_LENGTH(" + stored + ") > " + bounds.bytes() + ", LEFT(" + stored + ", "
                                + bounds.sureCharacters() + "), " + stored + ")";
        return target.baseType().equals("char") ? "TRIM(TRAILING ' ' FROM " + cut + ")" : cut;
    }

    private String bytes() {
        String bytes = ValueFit.bytes(value);
        return target.baseType().equals("binary")
                ? "RPAD(LEFT(" + bytes + ", " + bounds.bytes() + "), " + bounds.bytes() + ", x'00')"
                : "LEFT(" + bytes + ", " + bounds.bytes() + ")";
    }

    private boolean isNumber() {
        return source.map(ColumnType::of)
                .filter(type -> type.number() || type == ColumnType.YEAR)
                .isPresent();
    }

    /** Gives a number; a text's is exact. */
    private String number() {
        return isNumber() ? value : "CAST(" + ValueFit.text(value) + " AS DECIMAL(65,30))";
    }

    /** A text that is no number has no nearest one: it becomes NULL, or 0 where that must not be. */
    private String number(String number) {
        if (isNumber()) {
            return "(" + number + ")";
        }
        return "(CASE WHEN " + ValueFit.text(value) + " REGEXP '^-?[0-9]+([.][0-9]+)?$' THEN " + number + nothing("0")
                + " END)";
    }

    private String nothing(String otherwise) {
        return target.nullable() ? "" : " WHEN " + value + " IS NOT NULL THEN " + otherwise;
    }

    /** LEAST over a BIGINT UNSIGNED and a negative number takes both for signed on MySQL 5.7.22, and gives -1 for the largest. */
    private static String clamped(String number, BigInteger least, BigInteger most) {
        return "CASE WHEN " + number + " < " + least + " THEN " + least + " WHEN " + number + " > " + most + " THEN "
                + most + " ELSE " + number + " END";
    }

    private String decimal() {
        String most = bounds.largestDecimal();
        String least = bounds.unsigned() ? "0" : "-" + most;
        return "LEAST(GREATEST(ROUND(" + number(number()) + ", " + bounds.scale(0) + "), " + least + "), " + most + ")";
    }

    private String moment() {
        String cast = Conversion.cast(target, value).orElseThrow();
        if (!target.baseType().equals("timestamp")) {
            return cast;
        }
        return "CASE WHEN " + cast + " = '0000-00-00 00:00:00' THEN " + cast + " WHEN " + cast
                + " < '1970-01-01 00:00:01' THEN CAST('1970-01-01 00:00:01' AS DATETIME) WHEN " + cast
                + " > '2038-01-19 03:14:07' THEN CAST('2038-01-19 03:14:07' AS DATETIME) ELSE " + cast + " END";
    }

    private String label() {
        String first = bounds.labels().get(0);
        String text = ValueFit.bytes(ValueFit.text(value));
        StringBuilder labels = new StringBuilder("CASE " + text);
        for (String label : bounds.labels()) {
            labels.append(" WHEN ")
                    .append(ValueFit.bytes(label))
                    .append(" THEN ")
                    .append(label);
        }
        return labels + (target.nullable() ? "" : " ELSE " + first) + " END";
    }

    private String labels() {
        StringBuilder held = new StringBuilder("CONCAT_WS(','");
        for (String label : bounds.labels()) {
            held.append(", IF(FIND_IN_SET(")
                    .append(label)
                    .append(", ")
                    .append(ValueFit.text(value))
                    .append("), ")
                    .append(label)
                    .append(", NULL)");
        }
        return "IF(" + value + " IS NULL, NULL, " + held + "))";
    }
}
