package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        spec.overlay().values().forEach(this::overlay);
        leftBehind();
        staging.hidden().forEach(this::hidden);
        staging.uncopied().forEach(this::uncopied);
        staging.tables().values().stream()
                .filter(table -> table.writtenColumns().isEmpty())
                .forEach(table -> uncopied("table " + table.name() + ", all of whose columns are generated"));
        return findings;
    }

    private void overlay(Overlay overlay) {
        Optional<Table> ours = staging.table(overlay.table());
        Optional<Table> theirs = production.table(overlay.table());
        if (ours.isEmpty() || theirs.isEmpty()) {
            String side = ours.isEmpty() ? "staging" : "production";
            add(
                    Level.BLOCKER,
                    ErrorCode.OVERLAY_TABLE_MISSING,
                    overlay.table(),
                    "The spec overlays " + overlay.table() + ", which " + side + " does not have.",
                    ours.isEmpty() && theirs.isPresent()
                            ? "Take it out of overlay and name it under discard, if its rows may go."
                            : "Take it out of overlay, or mend its name.");
            return;
        }
        TableMapping mapping = TableMapping.of(overlay, ours.get(), theirs.get());
        mapping.withoutPlace().forEach(column -> withoutPlace(overlay, column));
        mapping.withoutValue().forEach(column -> withoutValue(overlay, column));
        dropped(overlay, mapping);
        engine(theirs.get());
    }

    private void withoutPlace(Overlay overlay, Column column) {
        String name = overlay.table() + "." + column.name();
        add(
                Level.BLOCKER,
                ErrorCode.COLUMN_WITHOUT_PLACE,
                name,
                "Production's " + name + " (" + column.type() + ", " + values(name) + ") has no place in staging's "
                        + overlay.table() + ".",
                "Carry it over by an expression under overlay." + overlay.table()
                        + ".columns, if it matters; then name it under overlay." + overlay.table() + ".drop.");
    }

    private void withoutValue(Overlay overlay, Column column) {
        String name = overlay.table() + "." + column.name();
        add(
                Level.BLOCKER,
                ErrorCode.COLUMN_WITHOUT_VALUE,
                name,
                "Staging's " + name + " (" + column.type()
                        + ") must have a value, has no default, and production has no such" + " column.",
                "Give an expression under overlay." + overlay.table() + ".columns." + column.name() + ".");
    }

    private void dropped(Overlay overlay, TableMapping mapping) {
        String columns = mapping.dropped().stream()
                .map(column -> column.name() + " (" + values(overlay.table() + "." + column.name()) + ")")
                .collect(Collectors.joining(", "));
        if (!columns.isEmpty()) {
            add(
                    Level.NOTE,
                    ErrorCode.COLUMN_WITHOUT_PLACE,
                    overlay.table(),
                    "Production's table " + overlay.table() + " loses " + columns + ", as the spec says.",
                    "");
        }
    }

    private void engine(Table table) {
        if (!table.transactional()) {
            add(
                    Level.NOTE,
                    ErrorCode.ENGINE_UNSAFE,
                    table.name(),
                    "Production's " + table.name() + " is " + table.engine()
                            + ", which has no snapshot; it is locked against writes while it is read.",
                    "");
        }
    }

    private void leftBehind() {
        List<Table> left = production.tables().values().stream()
                .filter(table -> staging.table(table.name()).isEmpty())
                .filter(table -> !spec.overlay().containsKey(table.name()))
                .toList();
        List<Table> undecided = left.stream()
                .filter(table ->
                        !spec.discard().contains(table.name()) && rows(table).rows() > 0)
                .toList();
        undecided.forEach(table -> add(
                Level.BLOCKER,
                ErrorCode.TABLE_LEFT_BEHIND,
                table.name(),
                "Production's " + described(table) + " is not in staging, and the spec does not decide about it.",
                "Name it under discard, if its rows may go."));
        note(left, true, "left behind, as the spec says");
        note(left.stream().filter(table -> rows(table).rows() == 0).toList(), false, "empty and left behind");
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

    private String values(String column) {
        long count = facts.values().getOrDefault(column, 0L);
        return String.format(java.util.Locale.ROOT, "%,d %s", count, count == 1 ? "value" : "values");
    }

    private void add(Level level, ErrorCode code, String subject, String problem, String remedy) {
        findings.add(new Finding(level, code, subject, problem, remedy));
    }
}
