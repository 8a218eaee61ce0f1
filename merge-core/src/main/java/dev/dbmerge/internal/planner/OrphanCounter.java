package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.planner.SortedKeys.Order;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts the rows of the target-to-be whose reference points nowhere: by one query where a session can read both tables, else by two
 * streams in the order of the key.
 */
final class OrphanCounter {
    private final TargetRows rows;

    OrphanCounter(TargetRows rows) {
        this.rows = rows;
    }

    /**
     * Counts the orphans of one reference.
     *
     * @return empty where no source can answer
     */
    Optional<Hanging> count(Link link) {
        Child child = new Child(link, rows.target().table(link.table()).orElseThrow());
        List<Column> parent = columns(rows.target().table(link.toTable()).orElseThrow(), link.toColumns());
        Optional<String> childRows = rows.select(link.table(), child.read());
        Optional<String> parentRows = rows.select(link.toTable(), Set.copyOf(link.toColumns()));
        if (childRows.isEmpty() || parentRows.isEmpty()) {
            return Optional.empty();
        }
        Optional<Session> both = rows.reading(List.of(rows.place(link.table()), rows.place(link.toTable())));
        if (both.isPresent()) {
            return Optional.of(counted(both.get(), child, childRows.get(), parent, parentRows.get()));
        }
        Optional<Order> order = parent.size() == 1 ? Order.of(parent.get(0)) : Optional.empty();
        return order.map(found -> streamed(child, childRows.get(), parent.get(0), parentRows.get(), found));
    }

    /**
     * Counts the rows that a reference holds on to which are themselves orphans of another one.
     *
     * @param held points at the table of {@code link}
     * @return empty where no session reads all three tables
     */
    Optional<Hanging> countHeld(Link link, Link held) {
        Child going = new Child(link, rows.target().table(link.table()).orElseThrow());
        Child child = new Child(held, rows.target().table(held.table()).orElseThrow());
        List<Column> parent = columns(rows.target().table(link.toTable()).orElseThrow(), link.toColumns());
        Set<String> read =
                Stream.concat(going.read().stream(), held.toColumns().stream()).collect(Collectors.toSet());
        Optional<String> childRows = rows.select(held.table(), child.read());
        Optional<String> goingRows = rows.select(link.table(), read);
        Optional<String> parentRows = rows.select(link.toTable(), Set.copyOf(link.toColumns()));
        Optional<Session> all =
                rows.reading(List.of(rows.place(held.table()), rows.place(link.table()), rows.place(link.toTable())));
        if (childRows.isEmpty() || goingRows.isEmpty() || parentRows.isEmpty() || all.isEmpty()) {
            return Optional.empty();
        }
        String filter =
                link.filter().map(found -> " AND " + found.condition("g")).orElse("");
        String from = " FROM (" + childRows.get() + ") AS c JOIN (" + goingRows.get() + ") AS g ON "
                + Points.same("g", columns(going.table(), held.toColumns()), "c", child.columns()) + " LEFT JOIN ("
                + parentRows.get() + ") AS p ON " + Points.same("p", parent, "g", going.columns()) + " WHERE "
                + Points.given("g", going.columns()) + filter + " AND "
                + Names.quote("p", parent.get(0).name()) + " IS NULL";
        return Optional.of(found(all.get(), child, "", from));
    }

    /** An outer join, since MariaDB makes a table of all parents for a NOT EXISTS, where an index would serve. */
    private static Hanging counted(
            Session session, Child child, String childRows, List<Column> parent, String parentRows) {
        String from = " FROM (" + childRows + ") AS c LEFT JOIN (" + parentRows + ") AS p ON "
                + Points.same("p", parent, "c", child.columns()) + " WHERE " + Points.given("c", child.columns())
                + child.filter() + " AND " + Names.quote("p", parent.get(0).name()) + " IS NULL";
        return found(session, child, "", from);
    }

    /**
     * Counts the rows of a FROM clause in which {@code c} is the child's row, and gives some keys.
     *
     * @param with a WITH clause, or nothing
     */
    static Hanging found(Session session, Child child, String with, String from) {
        long count = session.number(child.doing(), with + "SELECT COUNT(*)" + from);
        if (count == 0) {
            return Hanging.NONE;
        }
        String query =
                with + "SELECT " + child.key() + from + " ORDER BY " + child.keyOrder() + " LIMIT " + Hanging.SHOWN;
        Hanging.Count keys = new Hanging.Count();
        try (SortedKeys rows = new SortedKeys(session, child.doing(), Order.BYTES, query)) {
            while (rows.next()) {
                keys.add(rows.text(1).orElse("NULL"));
            }
        }
        return new Hanging(count, keys.total().keys());
    }

    private Hanging streamed(Child child, String childRows, Column parent, String parentRows, Order order) {
        String value = order.of(Points.value("c", child.columns().get(0), parent), parent);
        String ours = "SELECT " + value + " AS v, " + child.key() + " AS k FROM (" + childRows + ") AS c WHERE "
                + Points.given("c", child.columns()) + child.filter() + " ORDER BY v";
        String key = order.of(Names.quote("p", parent.name()), parent);
        String theirs =
                "SELECT " + key + " AS v FROM (" + parentRows + ") AS p WHERE " + key + " IS NOT NULL ORDER BY v";
        rows.useHome(child.link().table());
        rows.useHome(child.link().toTable());
        Hanging.Count orphans = new Hanging.Count();
        try (SortedKeys children = new SortedKeys(rows.home(child.link().table()), child.doing(), order, ours);
                SortedKeys parents = new SortedKeys(rows.home(child.link().toTable()), child.doing(), order, theirs)) {
            boolean more = parents.next();
            while (children.next()) {
                if (children.text(1).isEmpty()) {
                    orphans.add(children.text(2).orElse("NULL"));
                    continue;
                }
                SortedKeys.Key at = children.key();
                while (more && parents.key().compareTo(at) < 0) {
                    more = parents.next();
                }
                if (!more || parents.key().compareTo(at) != 0) {
                    orphans.add(children.text(2).orElse("NULL"));
                }
            }
        }
        return orphans.total();
    }

    static List<Column> columns(Table table, List<String> names) {
        return names.stream().map(name -> table.column(name).orElseThrow()).toList();
    }

    /** The side of a reference that points. */
    record Child(Link link, Table table) {
        List<Column> columns() {
            return OrphanCounter.columns(table, link.columns());
        }

        private List<Column> keyColumns() {
            return table.primaryKey()
                    .map(Key::columns)
                    .map(names -> OrphanCounter.columns(table, names))
                    .orElseGet(this::columns);
        }

        String key() {
            return Points.text("c", keyColumns());
        }

        String keyOrder() {
            return keyColumns().stream()
                    .map(column -> Names.quote("c", column.name()))
                    .collect(Collectors.joining(", "));
        }

        /** Gives the names that a question about the rows mentions. */
        Set<String> read() {
            return Stream.of(
                            link.columns().stream(),
                            keyColumns().stream().map(Column::name),
                            link.filter().map(filter -> filter.column()).stream())
                    .flatMap(names -> names)
                    .collect(Collectors.toSet());
        }

        /** Gives the condition on the type behind AND, or nothing. */
        String filter() {
            return link.filter().map(filter -> " AND " + filter.condition("c")).orElse("");
        }

        String doing() {
            return "count the orphans of " + link.from() + " -> " + link.to();
        }
    }
}
