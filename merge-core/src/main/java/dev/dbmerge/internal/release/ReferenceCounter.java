package dev.dbmerge.internal.release;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.reference.Child;
import dev.dbmerge.internal.reference.Hanging;
import dev.dbmerge.internal.reference.OrphanQuery;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.ReferenceForecast;
import dev.dbmerge.spec.ReleaseReference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Counts the rows of one target that would point at nothing in another's, with one session where one can read both. */
final class ReferenceCounter {
    private final ReleaseReference reference;
    private final Side child;
    private final Side parent;

    ReferenceCounter(ReleaseReference reference, Side child, Side parent) {
        this.reference = reference;
        this.child = child;
        this.parent = parent;
    }

    ReferenceForecast count() {
        Child pointing = child.pointing(reference);
        Column to = parent.column(reference.toTable(), reference.toColumn(), reference.text());
        Optional<String> children = child.select(reference.table(), pointing.read());
        Optional<String> parents = parent.select(reference.toTable(), Set.of(to.name()));
        if (children.isEmpty() || parents.isEmpty()) {
            String table = children.isEmpty() ? reference.table() : reference.toTable();
            return unknown("what " + table + " will hold is known to the run alone");
        }
        OrphanQuery query = new OrphanQuery(pointing, children.get(), List.of(to), parents.get());
        Session here = child.session(reference.table());
        Session there = parent.session(reference.toTable());
        boolean one = parent.runsAnywhere(reference.toTable()) && here.server().isSameAs(there.server());
        return (one ? together(query, here) : Optional.<Hanging>empty())
                .or(() -> query.ask(here, there))
                .map(this::counted)
                .orElseGet(() -> unknown("no two servers order keys of the type " + to.baseType() + " alike"));
    }

    /** Nothing where the one account may not read what the other may. */
    private static Optional<Hanging> together(OrphanQuery query, Session here) {
        try {
            return Optional.of(query.ask(here));
        } catch (MergeException e) {
            if (e.code() == ErrorCode.PRIVILEGE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ReferenceForecast counted(Hanging orphans) {
        return new ReferenceForecast(reference.text(), OptionalLong.of(orphans.rows()), orphans.keys(), "");
    }

    private ReferenceForecast unknown(String why) {
        return new ReferenceForecast(reference.text(), OptionalLong.empty(), List.of(), why);
    }
}
