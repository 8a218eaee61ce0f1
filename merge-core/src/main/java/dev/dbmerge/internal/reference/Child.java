package dev.dbmerge.internal.reference;

import dev.dbmerge.internal.reference.SortedKeys.Order;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The side of a reference that points; questions call its row {@code c}.
 *
 * @param link the reference
 * @param table the table whose column points, as the target is to have it
 * @param name the reference as people know it
 */
public record Child(Link link, Table table, String name) {
    public Child {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(name, "name");
    }

    /** The same with the reference's own name. */
    public Child(Link link, Table table) {
        this(link, table, link.from() + " -> " + link.to());
    }

    /** Gives the columns that point. */
    public List<Column> columns() {
        return table.columns(link.columns());
    }

    private List<Column> keyColumns() {
        return table.primaryKey().map(Key::columns).map(table::columns).orElseGet(this::columns);
    }

    /** Gives SQL for the text that names a row: its primary key, else what it points with. */
    public String key() {
        return Points.text("c", keyColumns());
    }

    /** Gives the names that a question about the rows mentions. */
    public Set<String> read() {
        return Stream.of(
                        link.columns().stream(),
                        keyColumns().stream().map(Column::name),
                        link.filter().map(TypeFilter::column).stream())
                .flatMap(names -> names)
                .collect(Collectors.toSet());
    }

    /** Gives the condition on the type behind AND, or nothing. */
    public String filter() {
        return link.filter().map(filter -> " AND " + filter.condition("c")).orElse("");
    }

    /** Says what a question is for. */
    public String doing() {
        return "count the orphans of " + name;
    }

    /**
     * Counts the rows of a FROM clause in which {@code c} is the child's row, and gives some keys.
     *
     * @param with a WITH clause, or nothing
     */
    public Hanging count(Session session, String with, String from) {
        long count = session.number(doing(), with + "SELECT COUNT(*)" + from);
        if (count == 0) {
            return Hanging.NONE;
        }
        String order = keyColumns().stream()
                .map(column -> Names.quote("c", column.name()))
                .collect(Collectors.joining(", "));
        String query = with + "SELECT " + key() + from + " ORDER BY " + order + " LIMIT " + Hanging.SHOWN;
        Hanging.Count keys = new Hanging.Count();
        try (SortedKeys rows = new SortedKeys(session, doing(), Order.BYTES, query)) {
            while (rows.next()) {
                keys.add(rows.text(1).orElse("NULL"));
            }
        }
        return new Hanging(count, keys.total().keys());
    }
}
