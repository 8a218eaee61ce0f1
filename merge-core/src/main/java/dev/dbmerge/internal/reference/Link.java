package dev.dbmerge.internal.reference;

import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.spec.Reference;
import dev.dbmerge.spec.Reference.Orphans;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Columns of one table that point at rows of another, or of the same.
 *
 * @param key the foreign key that declares it; empty where none does
 * @param decided what the spec says of it; empty where it says nothing
 * @param filter which of the table's rows are meant; empty for all
 */
public record Link(
        String table,
        List<String> columns,
        String toTable,
        List<String> toColumns,
        Optional<ForeignKey> key,
        Optional<Reference> decided,
        Optional<TypeFilter> filter) {
    public Link {
        Objects.requireNonNull(table, "table");
        columns = List.copyOf(columns);
        Objects.requireNonNull(toTable, "toTable");
        toColumns = List.copyOf(toColumns);
        if (columns.isEmpty() || columns.size() != toColumns.size()) {
            throw new IllegalArgumentException("a reference has as many columns as it points at: " + columns);
        }
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(decided, "decided");
        Objects.requireNonNull(filter, "filter");
    }

    /** Gives {@code table.column}. */
    public String from() {
        return table + "." + String.join(", ", columns);
    }

    /** Gives {@code table.column} of the rows that it points at. */
    public String to() {
        return toTable + "." + String.join(", ", toColumns);
    }

    /** Gives the line of a spec that says what its orphans mean. */
    public String line(String orphans) {
        return Reference.line(table, columns, toTable, toColumns, orphans);
    }

    /** Tells whether a foreign key declares it. */
    public boolean declared() {
        return key.isPresent();
    }

    /** Tells whether a foreign key keeps the rows that are pointed at from being removed. */
    public boolean holds() {
        return key.filter(ForeignKey::holds).isPresent();
    }

    /** Tells whether rows go when those go that they point at by a foreign key. */
    public boolean carries() {
        return key.filter(found -> found.onDelete().equals("CASCADE") || decidedAs(Orphans.DELETE))
                .isPresent();
    }

    /** Tells whether the spec says this of its orphans. */
    public boolean decidedAs(Orphans orphans) {
        return decided.map(Reference::orphans).equals(Optional.of(orphans));
    }

    /** Tells whether the run deals with its orphans by changing rows. */
    public boolean settled() {
        return decidedAs(Orphans.DELETE) || decidedAs(Orphans.SET_NULL);
    }

    /** Tells whether the spec has another word for its orphans than that they reject the target. */
    public boolean accepted() {
        return settled() || decidedAs(Orphans.WARN);
    }

    /** Gives it with what the spec says of it. */
    Link decidedBy(Reference reference) {
        return new Link(table, columns, toTable, toColumns, key, Optional.of(reference), filter);
    }

    /** Tells whether the spec speaks of it. */
    public boolean is(Reference reference) {
        return reference.table().equals(table)
                && reference.toTable().equals(toTable)
                && same(reference.columns(), columns)
                && same(reference.toColumns(), toColumns);
    }

    /** The servers take column names in any case. */
    private static boolean same(List<String> one, List<String> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(i -> one.get(i).equalsIgnoreCase(other.get(i)));
    }

    /** Tells whether it points from a column at a column of these names. */
    boolean is(String column, String otherTable, String otherColumn) {
        return columns.size() == 1
                && columns.get(0).equalsIgnoreCase(column)
                && toTable.equals(otherTable)
                && toColumns.get(0).equalsIgnoreCase(otherColumn);
    }
}
