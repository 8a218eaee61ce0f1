package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.content.Discards;
import dev.dbmerge.internal.mapping.OverlaidTable;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.spec.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what the spec names and the databases do not have. */
final class SpecFindings {
    private final MergeSpec spec;
    private final Schema staging;
    private final Schema production;
    private final Map<String, OverlaidTable> overlaid;
    private final List<Finding> findings = new ArrayList<>();

    SpecFindings(MergeSpec spec, Schema staging, Schema production, Map<String, OverlaidTable> overlaid) {
        this.overlaid = overlaid;
        this.spec = spec;
        this.staging = staging;
        this.production = production;
    }

    List<Finding> findings() {
        spec.overlay().values().forEach(this::overlay);
        spec.discard().forEach(this::discard);
        spec.references().forEach(this::reference);
        spec.cleanup().forEach(this::rule);
        spec.skipped()
                .forEach(id -> add(
                        Level.NOTE, ErrorCode.RULE_SKIPPED, id, "Rule " + id + " does not run, as the spec says.", ""));
        return findings;
    }

    private void overlay(Overlay overlay) {
        Optional<Table> ours = staging.table(overlay.table());
        Optional<Table> theirs = Optional.ofNullable(overlaid.get(overlay.table()))
                .map(table -> table.rows().table());
        if (ours.isEmpty() || theirs.isEmpty()) {
            return;
        }
        String key = "overlay." + overlay.table();
        named(overlay, ours.get(), key + ".columns", overlay.columns().keySet());
        named(overlay, ours.get(), key + ".default", overlay.defaults().keySet());
        named(overlay, ours.get(), key + ".convert", overlay.convert().keySet());
        Table read = theirs.get();
        for (String name : overlay.drop()) {
            if (read.column(name).isEmpty()) {
                idle(
                        overlay.table(),
                        key + ".drop names " + name + ", which production's " + read.name() + " does not have"
                                + (ours.get().column(name).isEmpty() ? ", nor does staging's." : "."),
                        "Remove it from " + key + ".drop.");
            }
        }
        for (String name : overlay.convert().keySet()) {
            boolean fed = overlay.columns().keySet().stream().anyMatch(name::equalsIgnoreCase)
                    || read.column(name).isPresent();
            if (!fed && ours.get().column(name).isPresent()) {
                idle(
                        overlay.table(),
                        key + ".convert names " + name + ", which gets no value from production.",
                        "Remove it there.");
            }
        }
    }

    /** A value that is given to no column would be lost without a word. */
    private void named(Overlay overlay, Table target, String key, Set<String> names) {
        for (String name : names) {
            Optional<Column> column = target.column(name);
            if (column.isEmpty()) {
                unknown(
                        overlay,
                        key,
                        name,
                        key + " names " + name + ", which staging's " + overlay.table() + " does not have.");
            } else if (column.get().generated()) {
                unknown(overlay, key, name, key + " gives " + name + " a value, which the server computes.");
            }
        }
    }

    private void idle(String table, String problem, String remedy) {
        findings.add(new Finding(Level.WARNING, ErrorCode.DECISION_IDLE, table, problem, remedy).of(table));
    }

    private void unknown(Overlay overlay, String key, String name, String problem) {
        findings.add(new Finding(
                        Level.BLOCKER,
                        ErrorCode.OVERLAY_COLUMN_UNKNOWN,
                        overlay.table(),
                        problem,
                        "Mend or remove the line.")
                .of(overlay.table())
                .decidedBy(Decision.at(
                        "the line is taken back",
                        "~",
                        "overlay",
                        overlay.table(),
                        key.substring(key.lastIndexOf('.') + 1),
                        name)));
    }

    private void discard(String table) {
        if (Discards.isObject(table) && production.table(table).isEmpty()) {
            return;
        }
        if (staging.table(table).isPresent()) {
            add(
                    Level.WARNING,
                    ErrorCode.DECISION_IDLE,
                    table,
                    "discard names " + table + ", which staging has, so the target gets staging's.",
                    "Remove it from discard.");
        } else if (production.table(table).isEmpty()) {
            add(
                    Level.WARNING,
                    ErrorCode.DECISION_IDLE,
                    table,
                    "discard names " + table + ", which production does not have.",
                    "Remove it from discard.");
        }
    }

    private void reference(Reference reference) {
        Optional<String> missing = missing(reference.table(), reference.columns())
                .or(() -> missing(reference.toTable(), reference.toColumns()));
        if (missing.isEmpty()) {
            return;
        }
        boolean told = reference.orphans() == Reference.Orphans.WARN;
        Finding finding = new Finding(
                told ? Level.WARNING : Level.BLOCKER,
                told ? ErrorCode.DECISION_IDLE : ErrorCode.OVERLAY_COLUMN_UNKNOWN,
                missing.get(),
                "The reference " + reference.text() + " names " + missing.get() + ", which the target will not have"
                        + (told ? ", so it is not checked." : "."),
                "Mend or remove it under references.");
        findings.add(
                told
                        ? finding
                        : finding.decidedBy(Decision.at(
                                "it is not checked, and the plan tells",
                                "["
                                        + Reference.line(
                                                reference.table(),
                                                reference.columns(),
                                                reference.toTable(),
                                                reference.toColumns(),
                                                "warn")
                                        + "]",
                                "references")));
    }

    private Optional<String> missing(String table, List<String> columns) {
        return columns.stream()
                .filter(column -> staging.table(table)
                        .flatMap(found -> found.column(column))
                        .isEmpty())
                .findFirst()
                .map(column -> table + "." + column);
    }

    private void rule(CleanupRule rule) {
        CleanupStatement statement = CleanupStatement.parse(rule.sql());
        for (CleanupStatement.Target target : statement.targets()) {
            Optional<Table> table = staging.table(target.table());
            if (table.isEmpty()) {
                wrong(
                        ErrorCode.RULE_TABLE,
                        rule,
                        "Rule " + rule.id() + " writes " + target.table() + ", which the target will not have.",
                        "Mend the table's name in " + rule.file().getFileName() + ", or remove the rule.");
            } else if (statement.kind() == CleanupStatement.Kind.UPDATE
                    && table.get().primaryKey().isEmpty()) {
                wrong(
                        ErrorCode.RULE_TABLE,
                        rule,
                        "Rule " + rule.id() + " updates " + target.table()
                                + ", which has no primary key, so its changed rows cannot be told apart.",
                        "Change these rows by a migration under fixes.");
            }
        }
        List.of(staging.name(), production.name()).stream()
                .filter(name -> statement.qualifiers().stream().anyMatch(name::equalsIgnoreCase))
                .filter(name -> staging.table(name).isEmpty())
                .forEach(name -> wrong(
                        ErrorCode.FOREIGN_NAME,
                        rule,
                        "Rule " + rule.id() + " names the database " + name + ".",
                        "Rules speak of the target's tables alone; take the name out of "
                                + rule.file().getFileName() + "."));
    }

    private void wrong(ErrorCode code, CleanupRule rule, String problem, String remedy) {
        findings.add(new Finding(Level.BLOCKER, code, rule.id(), problem, remedy)
                .decidedBy(RuleOrphanFindings.skipped(rule)));
    }

    private void add(Level level, ErrorCode code, String subject, String problem, String remedy) {
        findings.add(new Finding(level, code, subject, problem, remedy));
    }
}
