package dev.dbmerge.internal.reference;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which rows of a table with {@code <x>_type} and {@code <x>_id} a reference is about.
 *
 * @param column the column that holds names of classes
 * @param types the names
 * @param kind whether rows of these names are meant, or those of all others
 */
public record TypeFilter(String column, List<String> types, Kind kind) {
    public TypeFilter {
        Objects.requireNonNull(column, "column");
        types = List.copyOf(types);
        Objects.requireNonNull(kind, "kind");
    }

    /** How the names are meant. */
    public enum Kind {
        THESE,
        OTHERS
    }

    /** Gives the column that says which table's rows a column {@code <x>_id} points at. */
    public static Optional<Column> typeColumn(Table table, String column) {
        if (!column.endsWith("_id")) {
            return Optional.empty();
        }
        return table.column(column.substring(0, column.length() - 2) + "type")
                .filter(found -> found.charset().isPresent());
    }

    /** Gives that column for a reference; one of several columns has none. */
    public static Optional<Column> typeColumn(Table table, List<String> columns) {
        return columns.size() == 1 ? typeColumn(table, columns.get(0)) : Optional.empty();
    }

    /** Gives the table that a class's rows are in. */
    public static Optional<String> tableOf(String className, Set<String> tables) {
        return Plurals.ofClass(className).stream().filter(tables::contains).findFirst();
    }

    /**
     * Says which rows a reference to one table is about: those whose type names it; where none does, those whose type names no
     * other table.
     *
     * @param types all names that the rows have
     * @return empty where all rows are meant
     */
    public static Optional<TypeFilter> of(
            String typeColumn, Collection<String> types, String toTable, Set<String> tables) {
        List<String> named = types.stream()
                .filter(type -> tableOf(type, tables).equals(Optional.of(toTable)))
                .sorted()
                .toList();
        if (!named.isEmpty()) {
            return Optional.of(new TypeFilter(typeColumn, named, Kind.THESE));
        }
        List<String> others = types.stream()
                .filter(type -> tableOf(type, tables).isPresent())
                .sorted()
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(new TypeFilter(typeColumn, others, Kind.OTHERS));
    }

    /** Gives the condition on the child's row. */
    public String condition(String reference) {
        String name = Names.quote(reference, column);
        String list = types.stream().map(Names::literal).collect(Collectors.joining(", ", "(", ")"));
        return kind == Kind.THESE ? name + " IN " + list : "(" + name + " IS NULL OR " + name + " NOT IN " + list + ")";
    }
}
