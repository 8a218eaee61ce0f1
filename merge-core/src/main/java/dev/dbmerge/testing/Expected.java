package dev.dbmerge.testing;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Cell;
import dev.dbmerge.internal.cases.Row;
import dev.dbmerge.internal.cases.Selection;
import dev.dbmerge.internal.cases.TableExpectation;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a case that is written in Java expects of some rows. Given rows that nothing names have to stay as they are.
 *
 * <p>It speaks of the one table that the rule writes, unless {@link #in} names another.
 */
public final class Expected {
    /** What is said of the rows. */
    private enum Kind {
        REMOVED,
        KEPT,
        CHANGED,
        EXACTLY
    }

    private final Kind kind;
    private final Optional<String> table;
    private final List<CaseValue> key;
    private final List<CaseRow> rows;

    private Expected(Kind kind, Optional<String> table, List<CaseValue> key, List<CaseRow> rows) {
        this.kind = kind;
        this.table = table;
        this.key = List.copyOf(key);
        this.rows = List.copyOf(rows);
    }

    /**
     * Expects that a row is gone.
     *
     * @param key the value of its primary key
     * @param more the values of the key's other columns, in their order
     */
    public static Expected removed(Object key, Object... more) {
        return selected(Kind.REMOVED, key, more);
    }

    /** Expects that a row is there and unchanged, named as in {@link #removed(Object, Object...)}. */
    public static Expected kept(Object key, Object... more) {
        return selected(Kind.KEPT, key, more);
    }

    /** Expects that the rows with these values are gone. */
    public static Expected removed(CaseRow rows) {
        return new Expected(Kind.REMOVED, Optional.empty(), List.of(), List.of(rows));
    }

    /** Expects that the rows with these values are there and unchanged. */
    public static Expected kept(CaseRow rows) {
        return new Expected(Kind.KEPT, Optional.empty(), List.of(), List.of(rows));
    }

    /**
     * Expects new values in a row.
     *
     * @param row the columns of its primary key, which may be missing where there is one row, and the new values; the others stay
     */
    public static Expected changed(CaseRow row) {
        return new Expected(Kind.CHANGED, Optional.empty(), List.of(), List.of(row));
    }

    /** Expects that the table holds these rows and no others, by the columns that they name. */
    public static Expected exactly(CaseRow... rows) {
        return new Expected(Kind.EXACTLY, Optional.empty(), List.of(), List.of(rows));
    }

    private static Expected selected(Kind kind, Object key, Object... more) {
        List<CaseValue> values = new ArrayList<>();
        values.add(CaseValue.of(key));
        Arrays.stream(more).map(CaseValue::of).forEach(values::add);
        return new Expected(kind, Optional.empty(), values, List.of());
    }

    /** Gives the same for rows of this table. */
    public Expected in(String name) {
        return new Expected(kind, Optional.of(Objects.requireNonNull(name, "name")), key, rows);
    }

    /** Gives one value a table, in the order of the first mention. */
    static List<TableExpectation> tables(Position at, List<Expected> expected) {
        Map<Optional<String>, List<Expected>> byTable = new LinkedHashMap<>();
        expected.forEach(one ->
                byTable.computeIfAbsent(one.table, name -> new ArrayList<>()).add(one));
        return byTable.entrySet().stream()
                .map(entry -> table(at, entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Gives what is said where one word speaks of every given row. */
    static TableExpectation all(Position at, Fate fate) {
        return new TableExpectation(
                at, Optional.empty(), Optional.of(fate), List.of(), List.of(), List.of(), Optional.empty());
    }

    private static TableExpectation table(Position at, Optional<String> table, List<Expected> said) {
        List<Expected> exactly = of(Kind.EXACTLY, said);
        if (!exactly.isEmpty() && said.size() > 1) {
            throw new IllegalArgumentException(
                    "exactly(...) lists every row of a table, so nothing else can be said of it");
        }
        return new TableExpectation(
                at,
                table,
                Optional.empty(),
                selections(at, of(Kind.REMOVED, said)),
                selections(at, of(Kind.KEPT, said)),
                rows(at, of(Kind.CHANGED, said)),
                exactly.isEmpty() ? Optional.empty() : Optional.of(rows(at, exactly)));
    }

    private static List<Expected> of(Kind kind, List<Expected> said) {
        return said.stream().filter(one -> one.kind == kind).toList();
    }

    private static List<Row> rows(Position at, List<Expected> said) {
        return said.stream()
                .flatMap(one -> one.rows.stream())
                .map(row -> row.written(at))
                .toList();
    }

    private static List<Selection> selections(Position at, List<Expected> said) {
        return said.stream().map(one -> one.selection(at)).toList();
    }

    private Selection selection(Position at) {
        List<Cell> cells = key.stream().map(value -> value.cell(at)).toList();
        return new Selection(
                at, cells, rows.isEmpty() ? new Row(at, Map.of()) : rows.get(0).written(at));
    }
}
