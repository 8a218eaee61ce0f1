package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.mapping.FittingLines;
import dev.dbmerge.internal.mapping.KeptRows;
import dev.dbmerge.internal.mapping.OverlaidTable;
import dev.dbmerge.internal.mapping.Refusal;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.Rename;
import dev.dbmerge.internal.mapping.SameType;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.ColumnMapping.Source;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds where production's columns and rows of an overlaid table do not meet the target's table. */
final class OverlayFindings {
    private final MergeSpec spec;
    private final Facts facts;
    private final Schema target;
    private final Schema production;
    private final List<Finding> findings = new ArrayList<>();

    OverlayFindings(MergeSpec spec, Facts facts) {
        this.spec = spec;
        this.facts = facts;
        this.target = facts.target();
        this.production = facts.production().schema();
    }

    List<Finding> findings() {
        for (Overlay overlay : spec.overlay().values()) {
            Optional<OverlaidTable> table = Optional.ofNullable(facts.overlaid().get(overlay.table()));
            if (table.isPresent() && !table.get().refusals().isEmpty()) {
                table.get().refusals().forEach(refusal -> refused(table.get(), refusal));
            } else if (table.isPresent()) {
                columns(table.get());
                rows(table.get());
            } else if (target.table(overlay.table()).isEmpty() || !hasRows(overlay)) {
                missing(overlay);
            }
        }
        return findings;
    }

    private boolean hasRows(Overlay overlay) {
        return overlay.fromQuery() || production.table(overlay.fromTable()).isPresent();
    }

    private void missing(Overlay overlay) {
        boolean ours = target.table(overlay.table()).isPresent();
        boolean theirs = hasRows(overlay);
        Finding finding = new Finding(
                        Level.BLOCKER,
                        ErrorCode.OVERLAY_TABLE_MISSING,
                        overlay.table(),
                        "The spec overlays " + overlay.table() + ", which " + (ours ? "production" : "staging")
                                + " does not have"
                                + (theirs || overlay.from().isEmpty() ? "" : " as " + overlay.fromTable()) + ".",
                        !ours && theirs
                                ? "Take it out of overlay and name it under discard, if its rows may go."
                                : "Take it out of overlay, or mend its name.")
                .of(overlay.table());
        Decision back =
                Decision.at(ours ? "staging's rows come" : "the line is taken back", "~", "overlay", overlay.table());
        findings.add(
                !ours && production.table(overlay.fromTable()).isPresent()
                        ? finding.decidedBy(
                                Decision.at(
                                        "the table stays, as production has it",
                                        "production",
                                        "overlay",
                                        overlay.table(),
                                        "keep-structure"),
                                back.and(Decision.at("", YamlText.list(List.of(overlay.fromTable())), "discard")))
                        : finding.decidedBy(back));
    }

    private void refused(OverlaidTable table, Refusal refusal) {
        add(
                new Finding(
                        Level.BLOCKER,
                        ErrorCode.OVERLAY_COLUMN_UNKNOWN,
                        refusal.key(),
                        "The SQL under " + refusal.key() + " is not taken: " + refusal.problem(),
                        "Mend it; it may name the columns of the table that is read, and other tables of that database."),
                table,
                List.of(instead(table, refusal)));
    }

    private static Decision instead(OverlaidTable table, Refusal refusal) {
        String name = table.overlay().table();
        if (refusal.part().equals("where")) {
            return Decision.at("all rows come", YamlText.scalar("TRUE"), "overlay", name, "where");
        }
        if (refusal.part().equals("keep-staging")) {
            return Decision.at("no row of staging stays", YamlText.scalar("FALSE"), "overlay", name, "keep-staging");
        }
        String column = refusal.column().orElseThrow();
        return Decision.at(
                "this value takes its place",
                YamlText.scalar(new FittingLines(table).instead(column)),
                "overlay",
                name,
                refusal.part(),
                column);
    }

    private void columns(OverlaidTable table) {
        table.mapping().withoutPlace().forEach(column -> withoutPlace(table, column));
        table.mapping().withoutValue().forEach(column -> withoutValue(table, column));
        dropped(table);
        retyped(table);
        shadowed(table);
        engine(table);
    }

    private void withoutPlace(OverlaidTable table, Column column) {
        String name = table.rows().table().name() + "." + column.name();
        List<Decision> ways = new ArrayList<>();
        Optional<Rename> rename = table.renames().stream()
                .filter(one -> one.from().equals(column.name()))
                .findFirst();
        rename.filter(Rename::supported).ifPresent(one -> ways.add(renamed(table, one)));
        ways.add(Decision.at(
                "its values are lost",
                YamlText.list(List.of(column.name())),
                "overlay",
                table.overlay().table(),
                "drop"));
        rename.filter(one -> !one.supported() && !one.refuted()).ifPresent(one -> ways.add(renamed(table, one)));
        String refuted = rename.filter(Rename::refuted)
                .map(one -> " It is not " + one.to() + " under another name: " + one.evidence() + ".")
                .orElse("");
        add(
                new Finding(
                        Level.BLOCKER,
                        ErrorCode.COLUMN_WITHOUT_PLACE,
                        name,
                        "Production's " + name + " (" + column.type() + ", " + values(table.lost(column.name()))
                                + ") has no place in staging's "
                                + table.target().name() + "." + refuted,
                        "Carry it over by an expression under overlay."
                                + table.overlay().table() + ".columns, if it matters; then name it under overlay."
                                + table.overlay().table() + ".drop."),
                table,
                ways);
    }

    private static Decision renamed(OverlaidTable table, Rename rename) {
        String name = table.overlay().table();
        return Decision.at(
                        "it may be " + rename.to() + " under another name (" + rename.evidence() + ")",
                        YamlText.scalar(Names.quote(rename.from())),
                        "overlay",
                        name,
                        "columns",
                        rename.to())
                .and(Decision.at("", YamlText.list(List.of(rename.from())), "overlay", name, "drop"));
    }

    private void withoutValue(OverlaidTable table, Column column) {
        String name = table.target().name() + "." + column.name();
        add(
                new Finding(
                        Level.BLOCKER,
                        ErrorCode.COLUMN_WITHOUT_VALUE,
                        name,
                        "Staging's " + name + " (" + column.type()
                                + ") must have a value, has no default, and production has no such column.",
                        "Give an expression under overlay." + table.overlay().table() + ".columns." + column.name()
                                + "."),
                table,
                List.of(new FittingDecisions(table).value(column)));
    }

    private void dropped(OverlaidTable table) {
        String columns = table.mapping().dropped().stream()
                .map(column -> column.name() + " (" + values(table.lost(column.name())) + ")")
                .collect(Collectors.joining(", "));
        if (!columns.isEmpty()) {
            note(
                    table,
                    ErrorCode.COLUMN_WITHOUT_PLACE,
                    "Production's table " + table.rows().table().name() + " loses " + columns + ", as the spec says.");
        }
    }

    private void retyped(OverlaidTable table) {
        String columns = table.mapping().columns().stream()
                .filter(one -> one.source() == Source.SAME_NAME)
                .flatMap(one -> table.target().column(one.column()).stream())
                .flatMap(to -> table.rows().table().column(to.name()).stream()
                        .filter(from ->
                                !SameType.of(from, to) && !from.baseType().equals(Relations.COMPUTED))
                        .map(from -> to.name() + " (" + type(from) + " to " + type(to) + ")"))
                .collect(Collectors.joining(", "));
        if (!columns.isEmpty()) {
            note(
                    table,
                    ErrorCode.COLUMN_RETYPED,
                    "Columns of " + table.target().name() + " have another type in staging: " + columns
                            + "; every value was asked whether it fits.");
        }
    }

    private static String type(Column column) {
        return column.type() + column.charset().map(charset -> " " + charset).orElse("");
    }

    /** Where another table's rows come, those of the table's own name go. */
    private void shadowed(OverlaidTable table) {
        String name = table.overlay().table();
        boolean own = table.overlay().from().isPresent()
                && !table.overlay().fromTable().equals(name)
                && production.table(name).isPresent()
                && !spec.discard().contains(name);
        boolean read = table.overlay().fromQuery()
                && Relations.tables(table.overlay(), production).contains(name);
        if (own && !read && facts.production().rows().get(name).rows() > 0) {
            add(
                    new Finding(
                            Level.BLOCKER,
                            ErrorCode.TABLE_LEFT_BEHIND,
                            name,
                            "Production has a table " + name + " of its own ("
                                    + facts.production().rows().get(name)
                                    + " rows), whose rows do not come, since overlay." + name + ".from names others.",
                            "Take from out, or let these rows go."),
                    table,
                    List.of(Decision.at("its rows go", YamlText.list(List.of(name)), "discard")));
        }
    }

    private void engine(OverlaidTable table) {
        Table read = table.rows().table();
        if (!read.transactional()) {
            note(
                    table,
                    ErrorCode.ENGINE_UNSAFE,
                    "Production's " + read.name() + " is " + read.engine()
                            + ", which has no snapshot; it is locked against writes while it is read.");
        }
        if (!table.target().transactional()) {
            add(
                    new Finding(
                            Level.NOTE,
                            ErrorCode.ENGINE_UNSAFE,
                            table.target().name(),
                            "The target's " + table.target().name() + " will be "
                                    + table.target().engine() + ", which has no transactions.",
                            ""),
                    table,
                    List.of(Decision.at(
                            "the target's table gets transactions",
                            "InnoDB",
                            "overlay",
                            table.overlay().table(),
                            "engine")));
        }
    }

    private void rows(OverlaidTable table) {
        FittingDecisions decisions = new FittingDecisions(table);
        table.answers().misfits().forEach(misfit -> findings.add(decisions.finding(misfit)));
        for (String what : table.answers().unasked()) {
            add(
                    new Finding(
                            Level.WARNING,
                            ErrorCode.NOT_ASKED,
                            table.target().name(),
                            "Production's server cannot be asked about " + what + ".",
                            "The run stops there if a row does not fit."),
                    table,
                    List.of());
        }
        table.collisions().forEach(collision -> collides(table, collision));
        if (table.kept() > 0) {
            note(
                    table,
                    ErrorCode.KEPT_ROWS_COLLIDE,
                    String.format(Locale.ROOT, "%,d", table.kept()) + (table.kept() == 1 ? " row" : " rows")
                            + " of staging's " + table.target().name()
                            + " stay beside production's, as the spec says.");
        }
    }

    private void collides(OverlaidTable table, KeptRows.Collision collision) {
        String key = collision.key().equals("PRIMARY") ? "primary key" : "unique key " + collision.key();
        List<Decision> ways = new ArrayList<>();
        if (collision.columns().size() == 1
                && collision.rows() <= collision.keys().size()) {
            ways.add(Decision.at(
                    "production's rows win, these rows of staging go",
                    YamlText.scalar("(" + table.overlay().keepStaging().orElseThrow() + ") AND "
                            + Names.quote(collision.columns().get(0)) + " NOT IN ("
                            + collision.keys().stream()
                                    .map(dev.dbmerge.internal.server.Names::literal)
                                    .collect(Collectors.joining(", "))
                            + ")"),
                    "overlay",
                    table.overlay().table(),
                    "keep-staging"));
        }
        ways.add(Decision.at(
                "no row of staging stays",
                YamlText.scalar("FALSE"),
                "overlay",
                table.overlay().table(),
                "keep-staging"));
        add(
                new Finding(
                        Level.BLOCKER,
                        ErrorCode.KEPT_ROWS_COLLIDE,
                        table.target().name(),
                        String.format(Locale.ROOT, "%,d", collision.rows())
                                + (collision.rows() == 1 ? " row" : " rows") + " of staging's "
                                + table.target().name()
                                + " that would stay share the " + key + " with production's rows: "
                                + String.join(", ", collision.columns()) + " " + String.join("; ", collision.keys())
                                + (collision.rows() > collision.keys().size() ? " and others" : "") + ".",
                        "Narrow overlay." + table.overlay().table()
                                + ".keep-staging, or where, so that each key comes once."),
                table,
                ways);
    }

    private void note(OverlaidTable table, ErrorCode code, String problem) {
        add(new Finding(Level.NOTE, code, table.target().name(), problem, ""), table, List.of());
    }

    private void add(Finding finding, OverlaidTable table, List<Decision> ways) {
        findings.add(finding.of(table.target().name()).decidedBy(ways.toArray(Decision[]::new)));
    }

    private static String values(long count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "value" : "values");
    }
}
