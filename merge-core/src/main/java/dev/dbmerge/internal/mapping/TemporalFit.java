package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import java.util.Optional;

/** Says in SQL which values a column of dates or times would change or refuse. */
final class TemporalFit {
    private final Column target;
    private final Optional<Column> source;
    private final String value;
    private final ColumnType from;

    TemporalFit(Column target, Optional<Column> source, String value) {
        this.target = target;
        this.source = source;
        this.value = value;
        this.from = source.map(ColumnType::of).orElse(ColumnType.OTHER);
    }

    /** Gives the condition for a value that is not NULL; empty where all fit. */
    String misfit() {
        String cast = Conversion.cast(target, value).orElseThrow();
        return switch (ColumnType.of(target)) {
            case DATE -> date(cast);
            case TIME -> time(cast);
            default -> moment(cast);
        };
    }

    private String date(String cast) {
        return switch (from) {
            case DATE -> "";
            case MOMENT -> differs(cast);
            default -> textDiffers(cast);
        };
    }

    private String time(String cast) {
        return switch (from) {
            case TIME -> shorter() ? differs(cast) : "";
            case DATE, MOMENT -> "TRUE";
            default -> textDiffers(cast);
        };
    }

    private String moment(String cast) {
        return switch (from) {
            case DATE -> range("CAST(" + value + " AS DATETIME)");
            case MOMENT -> {
                String range = source.orElseThrow().baseType().equals("timestamp") ? "" : range(value);
                String digits = shorter() ? differs(cast) : "";
                yield range + (range.isEmpty() || digits.isEmpty() ? "" : " OR ") + digits;
            }
            case TIME -> "TRUE";
            default -> momentText(cast);
        };
    }

    /** A date alone is a moment, too. */
    private String momentText(String cast) {
        String text = ValueFit.bytes(ValueFit.text(value));
        String printed = ValueFit.bytes("CAST(" + cast + " AS CHAR)");
        String range = range("CAST(" + cast + " AS DATETIME)");
        return "NOT (" + printed + " <=> " + text + " OR "
                + printed + " <=> CONCAT(" + text + ", '" + zeros() + "') OR "
                + printed + " <=> CONCAT(" + text + ", ' 00:00:00" + zeros() + "'))"
                + (range.isEmpty() ? "" : " OR " + range);
    }

    private String range(String moment) {
        if (!target.baseType().equals("timestamp")) {
            return "";
        }
        return moment + " <> '0000-00-00 00:00:00' AND (" + moment
                + " NOT BETWEEN '1970-01-01 00:00:01' AND '2038-01-19 03:14:07.999999' OR MONTH(" + moment
                + ") = 0 OR DAYOFMONTH(" + moment + ") = 0)";
    }

    private boolean shorter() {
        return fraction(source.orElseThrow()) > fraction(target);
    }

    private static int fraction(Column column) {
        return new TypeBounds(column).fraction();
    }

    private String differs(String cast) {
        return "NOT (" + cast + " <=> " + value + ")";
    }

    /** A time without its fraction is the time with zeros behind it. */
    private String textDiffers(String cast) {
        String text = ValueFit.bytes(ValueFit.text(value));
        String printed = ValueFit.bytes("CAST(" + cast + " AS CHAR)");
        return "NOT (" + printed + " <=> " + text
                + (zeros().isEmpty() ? "" : " OR " + printed + " <=> CONCAT(" + text + ", '" + zeros() + "')") + ")";
    }

    /** Gives the fraction of a whole second, such as {@code .000}; empty where the column keeps none. */
    private String zeros() {
        return fraction(target) == 0 || target.baseType().equals("date") ? "" : "." + "0".repeat(fraction(target));
    }
}
