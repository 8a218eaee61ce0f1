package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.reference.Child;
import dev.dbmerge.internal.reference.Hanging;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.reference.OrphanQuery;
import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts the rows of the target-to-be whose reference points nowhere, with one session where one can read both tables. */
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
        List<Column> parent = rows.target().table(link.toTable()).orElseThrow().columns(link.toColumns());
        Optional<String> childRows = rows.select(link.table(), child.read());
        Optional<String> parentRows = rows.select(link.toTable(), Set.copyOf(link.toColumns()));
        if (childRows.isEmpty() || parentRows.isEmpty()) {
            return Optional.empty();
        }
        OrphanQuery query = new OrphanQuery(child, childRows.get(), parent, parentRows.get());
        return rows.reading(List.of(rows.place(link.table()), rows.place(link.toTable())))
                .map(query::ask)
                .or(() -> {
                    rows.useHome(link.table());
                    rows.useHome(link.toTable());
                    return query.ask(rows.home(link.table()), rows.home(link.toTable()));
                });
    }

    /**
     * Counts the rows that hold on to others which go as orphans, or along with these.
     *
     * @param chain the reference whose orphans go first; each further one points at the table of the one before
     * @return of the last one's table; empty where no session reads all tables
     */
    Optional<Hanging> countHeld(List<Link> chain) {
        Link first = chain.get(0);
        List<TargetRows.Place> places = new ArrayList<>(List.of(rows.place(first.toTable())));
        chain.forEach(link -> places.add(rows.place(link.table())));
        Optional<Session> all = rows.reading(places);
        Optional<String> parents = rows.select(first.toTable(), Set.copyOf(first.toColumns()));
        Optional<String> joined = joined(chain);
        if (all.isEmpty() || parents.isEmpty() || joined.isEmpty()) {
            return Optional.empty();
        }
        int last = chain.size() - 1;
        String name = name(0, last);
        List<Column> going = child(first).columns();
        List<Column> parent = rows.target().table(first.toTable()).orElseThrow().columns(first.toColumns());
        String filter =
                first.filter().map(found -> " AND " + found.condition(name)).orElse("");
        String from = joined.get() + " LEFT JOIN (" + parents.get() + ") AS p ON "
                + Points.same("p", parent, name, going) + " WHERE " + Points.given(name, going) + filter + " AND "
                + Names.quote("p", parent.get(0).name()) + " IS NULL";
        return Optional.of(child(chain.get(last)).count(all.get(), "", from));
    }

    /** Joins the rows of a chain, from those that are counted to those that go first; empty where a source cannot give some. */
    private Optional<String> joined(List<Link> chain) {
        int last = chain.size() - 1;
        StringBuilder from = new StringBuilder();
        for (int i = last; i >= 0; i--) {
            Child child = child(chain.get(i));
            Set<String> read = new HashSet<>(child.read());
            if (i < last) {
                read.addAll(chain.get(i + 1).toColumns());
            }
            Optional<String> select = rows.select(chain.get(i).table(), read);
            if (select.isEmpty()) {
                return Optional.empty();
            }
            from.append(i == last ? " FROM (" : " JOIN (")
                    .append(select.get())
                    .append(") AS ")
                    .append(name(i, last));
            if (i < last) {
                Child other = child(chain.get(i + 1));
                List<Column> pointedAt = child.table().columns(other.link().toColumns());
                from.append(" ON ").append(Points.same(name(i, last), pointedAt, name(i + 1, last), other.columns()));
            }
        }
        return Optional.of(from.toString());
    }

    private Child child(Link link) {
        return new Child(link, rows.target().table(link.table()).orElseThrow());
    }

    /** The row that is counted is called as every question calls it. */
    private static String name(int i, int last) {
        return i == last ? "c" : "along" + i;
    }
}
