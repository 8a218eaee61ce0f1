package dev.dbmerge.internal.reference;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.spec.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds which columns point at rows of which table: what foreign keys declare, what the spec says, and what the names say that Rails
 * gives. Asks no server.
 *
 * <p>A name alone is no guess: without a table of that name, with a column {@code id} of a comparable type, there is no reference.
 */
public final class Discovery {
    private final Schema target;
    private final List<Reference> spec;
    private final Types types;
    private final Set<String> tables;

    /**
     * Makes a finder.
     *
     * @param target the structure that the target is to have
     * @param spec the spec's references
     * @param types tells which names of classes the rows of a table hold; it is asked for columns {@code <x>_type} beside
     *     {@code <x>_id} alone
     */
    public Discovery(Schema target, List<Reference> spec, Types types) {
        this.target = target;
        this.spec = List.copyOf(spec);
        this.types = types;
        this.tables = target.tables().keySet();
    }

    /** Tells which names of classes a table's rows hold. */
    @FunctionalInterface
    public interface Types {
        /** Gives the different values of a column {@code <x>_type}. */
        Collection<String> of(Table table, Column typeColumn);
    }

    /** Gives the references that one table's columns are, declared ones first. */
    public List<Link> links(Table table) {
        List<Link> links = new ArrayList<>();
        table.foreignKeys().stream()
                .filter(key -> key.parentSchema().equalsIgnoreCase(target.name()))
                .filter(key -> target.table(key.parentTable()).isPresent())
                .forEach(key -> links.add(declared(key)));
        spec.stream()
                .filter(reference -> reference.table().equals(table.name()) && stands(reference))
                .filter(reference -> links.stream().noneMatch(link -> link.is(reference)))
                .map(reference -> named(table, reference))
                .toList()
                .forEach(links::add);
        for (Column column : table.columns()) {
            byName(table, column, links);
        }
        return links;
    }

    private Link declared(ForeignKey key) {
        Link link = new Link(
                key.table(),
                key.columns(),
                key.parentTable(),
                key.parentColumns(),
                Optional.of(key),
                Optional.empty(),
                Optional.empty());
        return spec.stream().filter(link::is).findFirst().map(link::decidedBy).orElse(link);
    }

    private boolean stands(Reference reference) {
        return target.has(reference.table(), reference.columns())
                && target.has(reference.toTable(), reference.toColumns());
    }

    private Link named(Table table, Reference reference) {
        Optional<TypeFilter> filter = TypeFilter.typeColumn(table, reference.columns())
                .flatMap(type -> TypeFilter.of(type.name(), types.of(table, type), reference.toTable(), tables));
        return new Link(
                table.name(),
                reference.columns(),
                reference.toTable(),
                reference.toColumns(),
                Optional.empty(),
                Optional.of(reference),
                filter);
    }

    private void byName(Table table, Column column, List<Link> links) {
        Optional<Column> type = TypeFilter.typeColumn(table, column.name());
        Collection<String> classes = type.map(found -> types.of(table, found)).orElse(List.of());
        boolean polymorphic = classes.stream()
                .anyMatch(name -> TypeFilter.tableOf(name, tables).isPresent());
        if (polymorphic) {
            classes.stream()
                    .flatMap(name -> TypeFilter.tableOf(name, tables).stream())
                    .distinct()
                    .filter(parent -> links.stream().noneMatch(link -> link.is(column.name(), parent, "id")))
                    .flatMap(parent -> parent(parent, column).stream())
                    .forEach(parent -> links.add(guessed(
                            table,
                            column,
                            parent,
                            TypeFilter.of(type.orElseThrow().name(), classes, parent, tables))));
        } else if (links.stream()
                .noneMatch(link -> link.columns().stream().anyMatch(column.name()::equalsIgnoreCase))) {
            parentOf(table, column).ifPresent(parent -> links.add(guessed(table, column, parent, Optional.empty())));
        }
    }

    private static Link guessed(Table table, Column column, String parent, Optional<TypeFilter> filter) {
        return new Link(
                table.name(),
                List.of(column.name()),
                parent,
                List.of("id"),
                Optional.empty(),
                Optional.empty(),
                filter);
    }

    private Optional<String> parentOf(Table table, Column column) {
        String name = column.name().toLowerCase(Locale.ROOT);
        if (name.equals("whodunnit")) {
            return parent("users", column);
        }
        if (!name.endsWith("_id") || name.length() == 3) {
            return Optional.empty();
        }
        String singular = name.substring(0, name.length() - 3);
        Optional<String> named = bySuffix(singular).flatMap(parent -> parent(parent, column));
        return named.isPresent() || !singular.equals("parent") ? named : parent(table.name(), column);
    }

    /** The longest end of the name that a table is called by: preset_scenario, then scenario. */
    private Optional<String> bySuffix(String singular) {
        for (String rest = singular; ; rest = rest.substring(rest.indexOf('_') + 1)) {
            Optional<String> table =
                    Plurals.of(rest).stream().filter(tables::contains).findFirst();
            if (table.isPresent() || rest.indexOf('_') < 0) {
                return table;
            }
        }
    }

    private Optional<String> parent(String name, Column column) {
        return target.table(name)
                .filter(parent ->
                        parent.column("id").filter(id -> comparable(column, id)).isPresent())
                .map(Table::name);
    }

    private static boolean comparable(Column child, Column id) {
        return Points.whole(child) && Points.whole(id)
                || child.charset().isPresent() && id.charset().isPresent()
                || Points.bytes(child) && Points.bytes(id)
                || child.baseType().equals(id.baseType())
                || child.name().equalsIgnoreCase("whodunnit") && Points.textAtNumbers(child, id)
                || child.name().endsWith("item_id") && Points.textAtNumbers(child, id);
    }

    /** Gives the columns of a table that look like references by their names and point at no table that is here. */
    public List<String> unknown(Table table, List<Link> links) {
        return table.columns().stream()
                .filter(column -> column.name().endsWith("_id") && Points.whole(column))
                .map(Column::name)
                .filter(name -> links.stream().noneMatch(link -> link.columns().contains(name)))
                .filter(name -> table.primaryKey()
                        .map(key -> !key.columns().equals(List.of(name)))
                        .orElse(true))
                .toList();
    }
}
