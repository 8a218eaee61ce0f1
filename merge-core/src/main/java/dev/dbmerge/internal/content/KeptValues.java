package dev.dbmerge.internal.content;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.mapping.KeptColumns;
import dev.dbmerge.internal.mapping.Misfit;
import dev.dbmerge.internal.mapping.MisfitText;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.RowQuestions;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.TableDecision;
import dev.dbmerge.spec.TableDecision.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks production for values of kept columns that staging's columns cannot hold. */
public final class KeptValues {
    private final MergeSpec spec;
    private final Schema staging;
    private final Schema production;
    private final Session session;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Makes it; nothing is asked yet.
     *
     * @param session reads production's rows
     */
    public KeptValues(MergeSpec spec, Schema staging, Schema production, Session session) {
        this.spec = spec;
        this.staging = staging;
        this.production = production;
        this.session = session;
    }

    /** Looks at every column that the spec keeps. */
    public List<Finding> findings() {
        for (TableDecision decision : spec.tables().values()) {
            Optional<Table> ours = staging.table(decision.table());
            Optional<Table> theirs = production.table(decision.table());
            boolean possible = ours.isPresent() && theirs.isPresent() && KeptColumns.sameKey(ours.get(), theirs.get());
            if (possible && decision.content() == Content.KEEP_PRODUCTION) {
                table(ours.get(), theirs.get(), decision.keepProduction());
            }
        }
        return findings;
    }

    private void table(Table ours, Table theirs, List<String> columns) {
        List<String> there = columns.stream()
                .filter(name ->
                        ours.column(name).isPresent() && theirs.column(name).isPresent())
                .toList();
        Relation rows = Relation.of(production.name(), theirs);
        try {
            new RowQuestions(session, rows, ours, KeptColumns.mapping(ours, there), Collations.of(session))
                    .values()
                    .forEach(misfit -> findings.add(new Finding(
                                    Level.BLOCKER,
                                    misfit.kind() == Misfit.Kind.NULL
                                            ? ErrorCode.COLUMN_NULLS
                                            : ErrorCode.COLUMN_VALUES,
                                    misfit.subject(),
                                    MisfitText.problem(misfit, rows, ours),
                                    "Widen the column on staging, or take it out of tables." + ours.name()
                                            + ".keep-production.")
                            .of(ours.name())
                            .decidedBy(TableDecisionFindings.accepted(ours.name()))));
        } catch (MergeException e) {
            switch (e.code()) {
                case SERVER_GONE, INTERRUPTED -> throw e;
                default ->
                    findings.add(new Finding(
                                    Level.WARNING,
                                    ErrorCode.NOT_ASKED,
                                    ours.name(),
                                    "Whether production's values fit what " + ours.name()
                                            + " keeps of them is seen in the run alone: " + e.problem(),
                                    "A value that does not fit stops the run.")
                            .of(ours.name()));
            }
        }
    }
}
