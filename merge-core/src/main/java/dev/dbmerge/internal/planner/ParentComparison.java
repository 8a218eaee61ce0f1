package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.reference.Child;
import dev.dbmerge.internal.reference.Hanging;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.reference.SortedKeys;
import dev.dbmerge.internal.reference.SortedKeys.Order;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.util.List;
import java.util.Optional;

/**
 * Counts the rows whose parent will be another record than it was: their own source and the other one have a row of that id, and it is
 * not the same.
 */
final class ParentComparison {
    private final MergeSpec spec;
    private final TargetRows rows;

    ParentComparison(MergeSpec spec, TargetRows rows) {
        this.spec = spec;
        this.rows = rows;
    }

    /**
     * What differs.
     *
     * @param by the columns that were compared, for people
     */
    record Difference(Hanging hanging, String by) {}

    /** Compares the parents of one reference; empty where both tables come from one source, or rows cannot be told to be one record. */
    Optional<Difference> compare(Link link) {
        boolean apart = rows.overlaid(link.table()) != rows.overlaid(link.toTable());
        if (!apart || link.columns().size() > 1 || rows.emptied(link.toTable()) || !sameIds(link)) {
            return Optional.empty();
        }
        Schema own = rows.source(link.table());
        Schema other = rows.otherSource(link.table());
        String id = link.toColumns().get(0);
        Optional<Table> ownParent = own.table(link.toTable()).filter(table -> unique(table, id));
        Optional<Table> otherParent = other.table(link.toTable()).filter(table -> unique(table, id));
        if (ownParent.isEmpty() || otherParent.isEmpty()) {
            return Optional.empty();
        }
        return Identity.of(ownParent.get(), otherParent.get(), id)
                .flatMap(identity ->
                        new Sides(link, own, other, ownParent.get(), otherParent.get(), identity).differing());
    }

    /** A row that a query or another table gives, or whose id an expression makes, has no counterpart by its id. */
    private boolean sameIds(Link link) {
        Optional<Overlay> overlay = Optional.ofNullable(spec.overlay().get(link.toTable()));
        return overlay.isEmpty()
                || overlay.get().from().isEmpty()
                        && overlay.get().keepStaging().isEmpty()
                        && overlay.get().columns().keySet().stream()
                                .noneMatch(link.toColumns().get(0)::equalsIgnoreCase);
    }

    private static boolean unique(Table table, String column) {
        return table.keys().stream()
                .filter(Key::unique)
                .anyMatch(key -> key.columns().size() == 1
                        && key.columns().get(0).equalsIgnoreCase(column)
                        && key.parts().size() == 1);
    }

    /** Both sources' tables of the parents of one reference. */
    private final class Sides {
        private final Schema own;
        private final Schema other;
        private final Table ownParent;
        private final Table otherParent;
        private final Identity identity;
        private final Child child;
        private final Column ownId;
        private final Column otherId;

        Sides(Link link, Schema own, Schema other, Table ownParent, Table otherParent, Identity identity) {
            this.own = own;
            this.other = other;
            this.ownParent = ownParent;
            this.otherParent = otherParent;
            this.identity = identity;
            this.child = new Child(link, rows.target().table(link.table()).orElseThrow());
            this.ownId = ownParent.column(link.toColumns().get(0)).orElseThrow();
            this.otherId = otherParent.column(link.toColumns().get(0)).orElseThrow();
        }

        Optional<Difference> differing() {
            Optional<String> childRows = rows.select(child.link().table(), child.read());
            if (childRows.isEmpty()) {
                return Optional.empty();
            }
            Optional<Session> all = rows.reading(List.of(
                    rows.place(child.link().table()),
                    new TargetRows.Place(own, ownParent.name()),
                    new TargetRows.Place(other, otherParent.name())));
            Optional<Hanging> found = all.isPresent()
                    ? Optional.of(child.count(all.get(), "", from(childRows.get())))
                    : Order.of(ownId, otherId).map(order -> streamed(childRows.get(), order));
            return found.map(hanging -> new Difference(hanging, identity.names()));
        }

        private String from(String childRows) {
            Column column = child.columns().get(0);
            return " FROM (" + childRows + ") AS c JOIN " + Names.quote(own.name(), ownParent.name()) + " AS o ON "
                    + Names.quote("o", ownId.name()) + " = " + Points.value("c", column, ownId) + " JOIN "
                    + Names.quote(other.name(), otherParent.name()) + " AS p ON " + Names.quote("p", otherId.name())
                    + " = " + Points.value("c", column, otherId) + " WHERE NOT (" + identity.ofOne("o") + " <=> "
                    + identity.ofOther("p") + ")" + child.filter();
        }

        private Hanging streamed(String childRows, Order order) {
            Column column = child.columns().get(0);
            String ours = "SELECT " + order.of(Names.quote("o", ownId.name()), ownId, otherId) + " AS v, " + child.key()
                    + " AS k, " + identity.ofOne("o") + " AS h FROM (" + childRows + ") AS c JOIN "
                    + Names.quote(own.name(), ownParent.name()) + " AS o ON " + Names.quote("o", ownId.name()) + " = "
                    + Points.value("c", column, ownId) + " WHERE 1 = 1" + child.filter() + " ORDER BY v";
            String theirs = "SELECT " + order.of(Names.quote("p", otherId.name()), otherId, otherId) + " AS v, "
                    + identity.ofOther("p") + " AS h FROM " + Names.quote(other.name(), otherParent.name())
                    + " AS p WHERE " + Names.quote("p", otherId.name()) + " IS NOT NULL ORDER BY v";
            Hanging.Count differing = new Hanging.Count();
            try (SortedKeys children = new SortedKeys(rows.session(own), child.doing(), order, ours);
                    SortedKeys parents = new SortedKeys(rows.session(other), child.doing(), order, theirs)) {
                while (children.next()) {
                    boolean there = parents.find(children.key());
                    if (there && !children.text(3).equals(parents.text(2))) {
                        differing.add(children.text(2).orElse("NULL"));
                    }
                }
            }
            return differing.total();
        }
    }
}
