package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.server.Names;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes values for columns of what a case writes. */
final class CellValues {
    static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Pattern NOW = Pattern.compile(
            "now(?:\\s*([+-])\\s*(\\d{1,6})\\s*(second|minute|hour|day|week|month|year)s?)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEX = Pattern.compile("0[xX](?:[0-9a-fA-F]{2})*");
    private static final Pattern WELL_KNOWN_TEXT = Pattern.compile("(?s)\\s*[A-Za-z]+\\s*(\\(.*|EMPTY\\s*)");

    private final LocalDateTime now;

    /**
     * Makes it for one case.
     *
     * @param now what NOW() gives there
     */
    CellValues(LocalDateTime now) {
        this.now = now;
    }

    SqlValue of(Column column, Cell cell) {
        if (cell.text().isEmpty()) {
            return SqlValue.NULL;
        }
        String text = cell.text().get();
        Optional<SqlValue> plain = cell.quoted() ? Optional.empty() : plain(column, text);
        return plain.orElseGet(() -> text(column, text));
    }

    private Optional<SqlValue> plain(Column column, String text) {
        ColumnType type = ColumnType.of(column);
        if (type.temporal()) {
            return moment(text).map(moment -> text(column, spelled(type, moment)));
        }
        if ((type.binary() || type == ColumnType.BIT) && HEX.matcher(text).matches()) {
            String digits = text.substring(2).toUpperCase(Locale.ROOT);
            return Optional.of(new SqlValue("x'" + digits + "'", digits));
        }
        if (type.number() && text.matches("(?i)true|false")) {
            String digit = text.equalsIgnoreCase("true") ? "1" : "0";
            return Optional.of(new SqlValue(digit, digit));
        }
        return Optional.empty();
    }

    private Optional<LocalDateTime> moment(String text) {
        Matcher matcher = NOW.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(1) == null) {
            return Optional.of(now);
        }
        long amount = Long.parseLong(matcher.group(2)) * (matcher.group(1).equals("-") ? -1 : 1);
        return Optional.of(
                switch (matcher.group(3).toLowerCase(Locale.ROOT)) {
                    case "second" -> now.plusSeconds(amount);
                    case "minute" -> now.plusMinutes(amount);
                    case "hour" -> now.plusHours(amount);
                    case "day" -> now.plusDays(amount);
                    case "week" -> now.plusWeeks(amount);
                    case "month" -> now.plusMonths(amount);
                    default -> now.plusYears(amount);
                });
    }

    private static String spelled(ColumnType type, LocalDateTime moment) {
        String text = MOMENT.format(moment);
        return switch (type) {
            case DATE -> text.substring(0, 10);
            case TIME -> text.substring(11);
            case YEAR -> text.substring(0, 4);
            default -> text;
        };
    }

    private static SqlValue text(Column column, String text) {
        ColumnType type = ColumnType.of(column);
        String sql = Names.literal(text);
        if (type == ColumnType.BIT && text.matches("\\d+")) {
            // A text would be taken for its bytes.
            sql = text;
        } else if (type == ColumnType.GEOMETRY && WELL_KNOWN_TEXT.matcher(text).matches()) {
            sql = "ST_GeomFromText(" + sql + ")";
        }
        return new SqlValue(sql, normal(type, text));
    }

    /** Gives one text for the spellings of a number, and for texts that collations may take for the same. */
    static String normal(ColumnType type, String text) {
        if (type.number() && text.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
            BigDecimal number = new BigDecimal(text.strip());
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        if (type == ColumnType.MOMENT || type == ColumnType.TIME) {
            return text.replaceFirst("\\.0*$", "").replaceFirst("(\\.\\d*?)0+$", "$1");
        }
        return text.toLowerCase(Locale.ROOT).stripTrailing();
    }
}
