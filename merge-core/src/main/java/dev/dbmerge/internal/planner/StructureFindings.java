package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds where production's structure does not meet staging's. */
final class StructureFindings {
    private final MergeSpec spec;
    private final Facts facts;
    private final Schema staging;
    private final Schema production;
    private final List<Finding> findings = new ArrayList<>();

    StructureFindings(MergeSpec spec, Facts facts) {
        this.spec = spec;
        this.facts = facts;
        this.staging = facts.target();
        this.production = facts.production().schema();
    }

    List<Finding> findings() {
        leftBehind();
        staging.hidden().forEach(this::hidden);
        staging.uncopied().stream()
                .filter(clause -> !clause.startsWith(Schema.HISTORY))
                .forEach(this::uncopied);
        staging.tables().values().stream()
                .filter(table -> table.writtenColumns().isEmpty())
                .forEach(table -> uncopied("table " + table.name() + ", all of whose columns are generated"));
        return findings;
    }

    private void leftBehind() {
        List<Table> left = production.tables().values().stream()
                .filter(table -> staging.table(table.name()).isEmpty())
                .filter(table -> spec.overlay().values().stream()
                        .noneMatch(overlay ->
                                !overlay.fromQuery() && overlay.fromTable().equals(table.name())))
                .toList();
        List<Table> undecided = left.stream()
                .filter(table ->
                        !spec.discard().contains(table.name()) && rows(table).rows() > 0)
                .toList();
        undecided.forEach(this::leftBehind);
        note(left, true, "left behind, as the spec says");
        note(left.stream().filter(table -> rows(table).rows() == 0).toList(), false, "empty and left behind");
    }

    private void leftBehind(Table table) {
        Finding finding = new Finding(
                Level.BLOCKER,
                ErrorCode.TABLE_LEFT_BEHIND,
                table.name(),
                "Production's " + described(table) + " is not in staging, and the spec does not decide about it.",
                "Name it under discard, if its rows may go.");
        findings.add(finding.of(table.name())
                .decidedBy(
                        Decision.at("its rows go", YamlText.list(List.of(table.name())), "discard"),
                        Decision.at(
                                "the table stays, as production has it",
                                "production",
                                "overlay",
                                table.name(),
                                "keep-structure")));
    }

    private void note(List<Table> left, boolean discarded, String what) {
        List<Table> tables = left.stream()
                .filter(table -> spec.discard().contains(table.name()) == discarded)
                .toList();
        if (!tables.isEmpty()) {
            add(
                    Level.NOTE,
                    ErrorCode.TABLE_EMPTY_LEFT_BEHIND,
                    production.name(),
                    tables.size() + (tables.size() == 1 ? " table of production is " : " tables of production are ")
                            + what + ": " + tables.stream().map(this::described).collect(Collectors.joining(", "))
                            + ".",
                    "");
        }
    }

    private String described(Table table) {
        RowCount rows = rows(table);
        return table.name() + " (" + rows + (rows.rows() == 1 ? " row)" : " rows)");
    }

    private RowCount rows(Table table) {
        return facts.production().rows().getOrDefault(table.name(), new RowCount(0, true));
    }

    private void hidden(String clause) {
        add(
                Level.BLOCKER,
                ErrorCode.NOT_VISIBLE,
                staging.name(),
                "Staging's account may not see " + clause + ".",
                "Grant it, or merge with an account that sees everything that has to be copied.");
    }

    /** What may be damaged warns; what is surely left out blocks. */
    private void uncopied(String clause) {
        add(
                clause.startsWith("perhaps") ? Level.WARNING : Level.BLOCKER,
                ErrorCode.STRUCTURE,
                staging.name(),
                "dbmerge does not copy what staging has here: " + clause + ".",
                "Take it out of staging, or make the target by other means.");
    }

    private void add(Level level, ErrorCode code, String subject, String problem, String remedy) {
        findings.add(new Finding(level, code, subject, problem, remedy));
    }
}
