package dev.dbmerge.testing;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.cases.Row;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** A row of a case that is written in Java: only the columns that matter; the others get valid values. */
public final class CaseRow {
    private static final Set<ChronoUnit> UNITS = Set.of(
            ChronoUnit.SECONDS,
            ChronoUnit.MINUTES,
            ChronoUnit.HOURS,
            ChronoUnit.DAYS,
            ChronoUnit.WEEKS,
            ChronoUnit.MONTHS,
            ChronoUnit.YEARS);

    private final Map<String, CaseValue> values;

    private CaseRow(Map<String, CaseValue> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** Makes a row of which no column matters. */
    public static CaseRow row() {
        return new CaseRow(Map.of());
    }

    /**
     * Makes a row.
     *
     * @param column the first column that matters
     * @param value its value: null for NULL, a text, number, boolean, enum, byte[], a value of java.time (an instant as UTC), {@link #now},
     *     {@link #ago} or {@link #ahead}
     * @param more further columns, each with its value behind it
     */
    public static CaseRow row(String column, Object value, Object... more) {
        Objects.requireNonNull(column, "column");
        Map<String, CaseValue> values = new LinkedHashMap<>();
        values.put(column, CaseValue.of(value));
        if (more.length % 2 != 0) {
            throw new IllegalArgumentException("the last column of the row has no value: " + more[more.length - 1]);
        }
        for (int i = 0; i < more.length; i += 2) {
            if (!(more[i] instanceof String name)) {
                throw new IllegalArgumentException("a column's name is a text, unlike " + more[i]);
            }
            if (values.put(name, CaseValue.of(more[i + 1])) != null) {
                throw new IllegalArgumentException("the row has " + name + " twice");
            }
        }
        return new CaseRow(values);
    }

    /** Gives what NOW() gives while the case runs, for a column of a date or time. */
    public static CaseValue now() {
        return CaseValue.plain("now");
    }

    /** Gives a moment before {@link #now}; units are seconds to years. */
    public static CaseValue ago(int amount, ChronoUnit unit) {
        return CaseValue.plain("now - " + span(amount, unit));
    }

    /** Gives a moment after {@link #now}, as {@link #ago}. */
    public static CaseValue ahead(int amount, ChronoUnit unit) {
        return CaseValue.plain("now + " + span(amount, unit));
    }

    private static String span(int amount, ChronoUnit unit) {
        if (amount < 0 || !UNITS.contains(unit)) {
            throw new IllegalArgumentException(
                    "a span is 0 or more seconds, minutes, hours, days, weeks, months or years," + " unlike " + amount
                            + " " + unit);
        }
        return amount + " " + unit.name().toLowerCase(Locale.ROOT);
    }

    Row written(Position at) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        values.forEach((column, value) -> cells.put(column, value.cell(at)));
        return new Row(at, cells);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaseRow row && row.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Gives it as a case file would write it. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{ ", " }"));
    }
}
