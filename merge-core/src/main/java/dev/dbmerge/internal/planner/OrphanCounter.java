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
        int last = chain.size() - 1;
        List<Column> parent = rows.target().table(first.toTable()).orElseThrow().columns(first.toColumns());
        List<TargetRows.Place> places = new ArrayList<>(List.of(rows.place(first.toTable())));
        chain.forEach(link -> places.add(rows.place(link.table())));
        Optional<Session> all = rows.reading(places);
        Optional<String> parentRows = rows.select(first.toTable(), Set.copyOf(first.toColumns()));
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
                from.append(" ON ")
                        .append(Points.same(
                                name(i, last),
                                child.table().columns(other.link().toColumns()),
                                name(i + 1, last),
                                other.columns()));
            }
        }
        if (parentRows.isEmpty() || all.isEmpty()) {
            return Optional.empty();
        }
        Child going = child(first);
        String name = name(0, last);
        String filter =
                first.filter().map(found -> " AND " + found.condition(name)).orElse("");
        from.append(" LEFT JOIN (")
                .append(parentRows.get())
                .append(") AS p ON ")
                .append(Points.same("p", parent, name, going.columns()))
                .append(" WHERE ")
                .append(Points.given(name, going.columns()))
                .append(filter)
                .append(" AND ")
                .append(Names.quote("p", parent.get(0).name()))
                .append(" IS NULL");
        return Optional.of(child(chain.get(last)).count(all.get(), "", from.toString()));
    }

    private Child child(Link link) {
        return new Child(link, rows.target().table(link.table()).orElseThrow());
    }

    /** The row that is counted is called as every question calls it. */
    private static String name(int i, int last) {
        return i == last ? "c" : "along" + i;
    }
}
