package dev.dbmerge.internal.reference;

import dev.dbmerge.internal.reference.SortedKeys.Order;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Optional;

/** Counts the rows whose reference points nowhere: in one session that reads both sides, or in two, in memory that does not grow. */
public final class OrphanQuery {
    private final Child child;
    private final String childRows;
    private final List<Column> parent;
    private final String parentRows;

    /**
     * Makes the question; nothing is asked yet.
     *
     * @param childRows a SELECT that gives the rows of the child's table
     * @param parent the columns that are pointed at
     * @param parentRows a SELECT that gives the rows of their table
     */
    public OrphanQuery(Child child, String childRows, List<Column> parent, String parentRows) {
        this.child = child;
        this.childRows = childRows;
        this.parent = List.copyOf(parent);
        this.parentRows = parentRows;
    }

    /**
     * Asks by one query: an outer join, since MariaDB makes a table of all parents for a NOT EXISTS, where an index would serve.
     *
     * @param both reads the tables of both sides
     */
    public Hanging ask(Session both) {
        String from = " FROM (" + childRows + ") AS c LEFT JOIN (" + parentRows + ") AS p ON "
                + Points.same("p", parent, "c", child.columns()) + " WHERE " + Points.given("c", child.columns())
                + child.filter() + " AND " + Names.quote("p", parent.get(0).name()) + " IS NULL";
        return child.count(both, "", from);
    }

    /**
     * Asks by two streams in the order of the key.
     *
     * @param ours reads the child's rows; is busy until the answer is there, as the other one
     * @param theirs reads the parent's rows
     * @return empty where the key has several columns, or a type that two servers do not order alike
     */
    public Optional<Hanging> ask(Session ours, Session theirs) {
        return parent.size() > 1
                ? Optional.empty()
                : Order.of(child.columns().get(0), parent.get(0)).map(order -> ask(ours, theirs, order));
    }

    private Hanging ask(Session ours, Session theirs, Order order) {
        Column from = child.columns().get(0);
        Column to = parent.get(0);
        // The parent's collation may be one that the child's server does not know.
        String value = Points.textAtNumbers(from, to) ? Points.value("c", from, to) : Names.quote("c", from.name());
        String pointing = "SELECT " + order.of(value, from, to) + " AS v, " + child.key() + " AS k FROM (" + childRows
                + ") AS c WHERE " + Points.given("c", child.columns()) + child.filter() + " ORDER BY v";
        String key = order.of(Names.quote("p", to.name()), to, to);
        String pointedAt =
                "SELECT " + key + " AS v FROM (" + parentRows + ") AS p WHERE " + key + " IS NOT NULL ORDER BY v";
        Hanging.Count orphans = new Hanging.Count();
        try (SortedKeys children = new SortedKeys(ours, child.doing(), order, pointing);
                SortedKeys parents = new SortedKeys(theirs, child.doing(), order, pointedAt)) {
            while (children.next()) {
                boolean comparable = children.text(1).isPresent();
                if (!comparable || !parents.find(children.key())) {
                    orphans.add(children.text(2).orElse("NULL"));
                }
            }
        }
        return orphans.total();
    }
}
