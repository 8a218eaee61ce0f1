package dev.dbmerge.internal.content;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.mapping.KeptColumns;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.TableDecision;
import dev.dbmerge.spec.TableDecision.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what the spec says under {@code tables} that applies to nothing or cannot be done. */
public final class TableDecisionFindings {
    private final MergeSpec spec;
    private final Schema staging;
    private final Schema production;
    private final List<Finding> findings = new ArrayList<>();

    public TableDecisionFindings(MergeSpec spec, Schema staging, Schema production) {
        this.spec = spec;
        this.staging = staging;
        this.production = production;
    }

    /** Looks at every decision. */
    public List<Finding> findings() {
        spec.tables().values().forEach(this::decision);
        return findings;
    }

    private void decision(TableDecision decision) {
        String name = decision.table();
        Optional<Table> ours = staging.table(name);
        Optional<Table> theirs = production.table(name);
        boolean empty = decision.content() == Content.EMPTY;
        if (ours.isEmpty() || theirs.isEmpty() && !empty) {
            String side = ours.isEmpty() ? "staging" : "production";
            findings.add(new Finding(
                            Level.WARNING,
                            ErrorCode.DECISION_IDLE,
                            name,
                            "tables." + name + " decides about a table that " + side + " does not have.",
                            "Remove it from tables" + (ours.isEmpty() ? ", or mend its name." : "."))
                    .of(name));
        } else if (decision.content() == Content.KEEP_PRODUCTION) {
            keep(decision, ours.get(), theirs.get());
        }
    }

    private void keep(TableDecision decision, Table ours, Table theirs) {
        List<String> key = ours.primaryKey().map(Key::columns).orElse(List.of());
        if (key.isEmpty()) {
            block(ours, "whose rows have no primary key to find production's by", "Accept or overlay the table.");
            return;
        }
        if (!KeptColumns.sameKey(ours, theirs)) {
            block(
                    ours,
                    "whose primary key (" + String.join(", ", key) + ") is not production's",
                    "Accept or overlay the table.");
            return;
        }
        decision.keepProduction().forEach(name -> column(ours, theirs, key, name));
    }

    private void column(Table ours, Table theirs, List<String> key, String name) {
        Optional<Column> column = ours.column(name);
        String subject = "keeps production's " + name;
        if (column.isEmpty() || theirs.column(name).isEmpty()) {
            block(
                    ours,
                    subject + ", which " + (column.isEmpty() ? "staging" : "production") + "'s table does not have",
                    "Mend or remove the column.");
        } else if (column.get().generated()) {
            block(ours, subject + ", which the server computes", "Remove the column.");
        } else if (key.stream().anyMatch(name::equalsIgnoreCase)) {
            block(ours, subject + ", which is part of the primary key", "Remove the column.");
        }
    }

    private void block(Table table, String what, String remedy) {
        findings.add(new Finding(
                        Level.BLOCKER,
                        ErrorCode.OVERLAY_COLUMN_UNKNOWN,
                        table.name(),
                        "tables." + table.name() + " "
                                + (what.startsWith("keeps") ? what : "keeps columns of a table " + what) + ".",
                        remedy)
                .of(table.name())
                .decidedBy(accepted(table.name())));
    }

    /** Gives the line that leaves a table's rows as staging has them. */
    static Decision accepted(String table) {
        return Decision.at("staging's rows come as they are", "accept", "tables", table);
    }
}
