package dev.dbmerge.internal.content;

import dev.dbmerge.internal.mapping.KeptColumns;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table that both sides have, and what of it can be compared.
 *
 * @param columns the columns that both have, without those of the key
 * @param key the primary key's columns; empty where the sides have no key in common
 * @param incomparable columns of which nothing tells equal values
 * @param lost production's columns that staging has not
 */
record SharedTable(
        Table staging,
        Table production,
        List<SharedColumn> columns,
        List<SharedColumn> key,
        List<String> incomparable,
        List<Column> lost) {
    SharedTable {
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        incomparable = List.copyOf(incomparable);
        lost = List.copyOf(lost);
    }

    /**
     * Pairs the columns by their names.
     *
     * @param leftOut columns that are not to be compared
     */
    static SharedTable of(Table staging, Table production, Collection<String> leftOut) {
        List<SharedColumn> columns = new ArrayList<>();
        List<String> incomparable = new ArrayList<>();
        for (Column ours : staging.writtenColumns()) {
            Optional<Column> theirs = production.column(ours.name()).filter(column -> !column.generated());
            if (theirs.isPresent() && leftOut.stream().noneMatch(ours.name()::equalsIgnoreCase)) {
                SharedColumn.of(ours, theirs.get()).ifPresentOrElse(columns::add, () -> incomparable.add(ours.name()));
            }
        }
        List<SharedColumn> key = key(staging, production, columns);
        columns.removeAll(key);
        List<Column> lost = production.writtenColumns().stream()
                .filter(column -> staging.column(column.name()).isEmpty())
                .toList();
        return new SharedTable(staging, production, columns, key, incomparable, lost);
    }

    private static List<SharedColumn> key(Table staging, Table production, List<SharedColumn> columns) {
        List<String> ours = KeptColumns.sameKey(staging, production)
                ? staging.primaryKey().map(Key::columns).orElseThrow()
                : List.of();
        List<SharedColumn> key = new ArrayList<>();
        for (String name : ours) {
            columns.stream()
                    .filter(column -> column.name().equalsIgnoreCase(name))
                    .filter(column -> column.compared() != SharedColumn.Compared.FLOATS)
                    .findFirst()
                    .ifPresent(key::add);
        }
        return key.size() == ours.size() ? key : List.of();
    }

    String name() {
        return staging.name();
    }

    /** Gives every compared column, the key's first. */
    List<SharedColumn> all() {
        List<SharedColumn> all = new ArrayList<>(key);
        all.addAll(columns);
        return all;
    }

    /** Tells whether servers of other versions may print equal rows differently. */
    boolean printsDifferently() {
        return all().stream().anyMatch(column -> column.compared() == SharedColumn.Compared.FLOATS);
    }

    /** Gives the column that says when a row was changed last. */
    Optional<SharedColumn> changedAt() {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase("updated_at")
                        || column.name().equalsIgnoreCase("updated_on"))
                .filter(column -> isMoment(staging, column) && isMoment(production, column))
                .findFirst();
    }

    private static boolean isMoment(Table table, SharedColumn column) {
        return table.column(column.name())
                .filter(one -> List.of("date", "datetime", "timestamp").contains(one.baseType()))
                .isPresent();
    }
}
