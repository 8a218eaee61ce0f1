package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.mapping.RowQuestions.Answers;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.Overlay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the rows of every overlaid table what a plan has to know of them. */
public final class OverlaidTables {
    private final Session staging;
    private final Session production;
    private final Collations collations;

    /**
     * Makes it.
     *
     * @param staging on staging's server
     * @param production on production's server
     */
    public OverlaidTables(Session staging, Session production) {
        this.staging = staging;
        this.production = production;
        this.collations = Collations.of(production);
    }

    /** Asks; a table that the target or production does not have is left out. */
    public Map<String, OverlaidTable> ask(Iterable<Overlay> overlays, Schema target, Relations relations) {
        Map<String, OverlaidTable> tables = new LinkedHashMap<>();
        for (Overlay overlay : overlays) {
            Optional<Table> table = target.table(overlay.table());
            Optional<Relation> rows = relations.of(overlay.table());
            if (table.isPresent() && rows.isPresent()) {
                tables.put(overlay.table(), ask(overlay, table.get(), rows.get()));
            }
        }
        return tables;
    }

    private OverlaidTable ask(Overlay overlay, Table target, Relation rows) {
        List<Refusal> refusals = new ArrayList<>(new ExpressionCheck(production, rows).refusals(overlay));
        overlay.keepStaging().ifPresent(condition -> {
            Relation ours = Relation.of(staging.server().schema(), target);
            new ExpressionCheck(staging, ours).refusal(overlay, condition).ifPresent(refusals::add);
        });
        if (!refusals.isEmpty()) {
            return OverlaidTable.unasked(overlay, target, rows, refusals);
        }
        TableMapping mapping = TableMapping.of(overlay, target, rows.table());
        Answers answers = new RowQuestions(production, rows, target, mapping, collations).ask();
        String stagingSchema = staging.server().schema();
        KeptRows kept = new KeptRows(staging, production, collations, stagingSchema);
        return new OverlaidTable(
                overlay,
                target,
                rows,
                mapping,
                answers,
                new RenameQuestions(staging, production, stagingSchema).ask(rows, target, mapping),
                kept.count(overlay, target),
                kept.ask(overlay, target, rows, mapping),
                production.server().version().windowFunctions(),
                List.of());
    }
}
