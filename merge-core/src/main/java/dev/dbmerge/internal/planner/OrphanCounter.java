package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.reference.Child;
import dev.dbmerge.internal.reference.Hanging;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.reference.OrphanQuery;
import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
     * Counts the rows that a reference holds on to which are themselves orphans of another one.
     *
     * @param held points at the table of {@code link}
     * @return empty where no session reads all three tables
     */
    Optional<Hanging> countHeld(Link link, Link held) {
        Child going = new Child(link, rows.target().table(link.table()).orElseThrow());
        Child child = new Child(held, rows.target().table(held.table()).orElseThrow());
        List<Column> parent = rows.target().table(link.toTable()).orElseThrow().columns(link.toColumns());
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
                + Points.same("g", going.table().columns(held.toColumns()), "c", child.columns()) + " LEFT JOIN ("
                + parentRows.get() + ") AS p ON " + Points.same("p", parent, "g", going.columns()) + " WHERE "
                + Points.given("g", going.columns()) + filter + " AND "
                + Names.quote("p", parent.get(0).name()) + " IS NULL";
        return Optional.of(child.count(all.get(), "", from));
    }
}
