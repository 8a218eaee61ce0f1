package dev.dbmerge.testing;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Cell;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/** One value of a {@link CaseRow}, as the server will take it. */
public final class CaseValue {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private final Optional<String> text;
    private final boolean quoted;

    private CaseValue(Optional<String> text, boolean quoted) {
        this.text = text;
        this.quoted = quoted;
    }

    /** Makes a value that a case file would write without quotes, such as {@code now - 3 days}. */
    static CaseValue plain(String text) {
        return new CaseValue(Optional.of(text), false);
    }

    private static CaseValue quoted(String text) {
        return new CaseValue(Optional.of(text), true);
    }

    /**
     * Turns a Java value into a column's.
     *
     * @param value null for NULL; a text, a number, a boolean, an enum's name, bytes, a date, a time, or an instant (as UTC)
     */
    static CaseValue of(Object value) {
        if (value == null) {
            return new CaseValue(Optional.empty(), false);
        }
        if (value instanceof CaseValue made) {
            return made;
        }
        if (value instanceof byte[] bytes) {
            return bytes.length == 0 ? quoted("") : plain("0x" + HexFormat.of().formatHex(bytes));
        }
        if (value instanceof BigDecimal number) {
            return plain(number.toPlainString());
        }
        if (value instanceof Number || value instanceof Boolean) {
            return plain(value.toString());
        }
        return quoted(text(value));
    }

    private static String text(Object value) {
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof LocalDate || value instanceof LocalTime) {
            return value.toString();
        }
        if (value instanceof LocalDateTime moment) {
            return moment.getNano() == 0 ? MOMENT.format(moment).substring(0, 19) : MOMENT.format(moment);
        }
        if (value instanceof Instant instant) {
            return text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        }
        throw new IllegalArgumentException("a row of a case takes texts, numbers, booleans, enums, byte[] and values of"
                + " java.time, but not " + value.getClass().getName());
    }

    Cell cell(Position at) {
        return new Cell(at, text, quoted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaseValue value && value.text.equals(text) && value.quoted == quoted;
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, quoted);
    }

    /** Gives it as a case file would write it. */
    @Override
    public String toString() {
        return text.map(written -> quoted ? "'" + written.replace("'", "''") + "'" : written)
                .orElse("null");
    }
}
