package dev.dbmerge.internal.planner;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.reference.Discovery;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.reference.TypeNames;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.MergeSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the references of the target-to-be, with the names of classes that its rows will hold. */
public final class TargetReferences {
    private final TargetRows rows;
    private final Discovery discovery;
    private final Map<String, Collection<String>> types = new HashMap<>();

    public TargetReferences(MergeSpec spec, TargetRows rows) {
        this.rows = rows;
        this.discovery = new Discovery(rows.target(), spec.references(), this::typesOf);
    }

    /** Gives every reference of the target's structure. */
    public List<Link> all() {
        return rows.target().tables().values().stream()
                .filter(this::stands)
                .flatMap(table -> discovery.links(table).stream())
                .filter(link -> stands(rows.target().table(link.toTable()).orElseThrow()))
                .toList();
    }

    /** Gives the columns of a table that look like references by their names and point at no table that is here. */
    List<String> unknown(Table table, List<Link> links) {
        return discovery.unknown(table, links);
    }

    /** An overlaid table that production lacks is a finding of its own. */
    private boolean stands(Table table) {
        return !rows.overlaid(table.name()) || rows.has(table.name());
    }

    private Collection<String> typesOf(Table table, Column column) {
        return types.computeIfAbsent(table.name() + "." + column.name(), key -> read(table, column));
    }

    /** A table that is not asked has no names; its column is taken for an ordinary one then. */
    private Collection<String> read(Table table, Column column) {
        if (rows.emptied(table.name()) || !anythingChanges()) {
            return List.of();
        }
        Optional<String> select = rows.select(table.name(), Set.of(column.name()));
        Optional<Session> session = rows.reading(List.of(rows.place(table.name())));
        if (select.isEmpty() || session.isEmpty()) {
            return List.of();
        }
        try {
            return TypeNames.read(session.get(), "(" + select.get() + ")", column);
        } catch (MergeException e) {
            ReferenceQuestions.passing(e);
            return List.of();
        }
    }

    private boolean anythingChanges() {
        return rows.target().tables().keySet().stream().anyMatch(rows::changed);
    }
}
