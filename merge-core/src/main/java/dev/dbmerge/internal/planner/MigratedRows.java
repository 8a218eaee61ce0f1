package dev.dbmerge.internal.planner;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.ledger.LedgerReader;
import dev.dbmerge.internal.mapping.OverlaidTables;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.spec.TableDecision;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Overlaid tables over a scratch copy whose rows were migrated, mapped and asked as a plan does it over production. */
public final class MigratedRows {
    /** What depends on production's columns and rows as they will be after the migration. */
    private static final Set<ErrorCode> MADE_BY_MIGRATION = EnumSet.of(
            ErrorCode.OVERLAY_COLUMN_UNKNOWN,
            ErrorCode.COLUMN_WITHOUT_PLACE,
            ErrorCode.COLUMN_WITHOUT_VALUE,
            ErrorCode.COLUMN_VALUES,
            ErrorCode.COLUMN_NULLS,
            ErrorCode.DUPLICATES,
            ErrorCode.CHECK_REFUSES,
            ErrorCode.PARENTS_MISSING,
            ErrorCode.NOT_ASKED,
            ErrorCode.KEPT_ROWS_COLLIDE,
            ErrorCode.COLUMN_RETYPED);

    private final Relations relations;
    private final List<Finding> blockers;

    private MigratedRows(Relations relations, List<Finding> blockers) {
        this.relations = relations;
        this.blockers = List.copyOf(blockers);
    }

    /**
     * Maps the overlaid tables over a scratch copy, and asks its rows whether they fit.
     *
     * @param target the structure that the target is to have
     * @param scratch the structure of the scratch copy, which stands in for production
     */
    public static MigratedRows read(
            MergeSpec spec, Schema target, Schema scratch, Session staging, Session scratchSession) {
        Relations relations = Relations.read(spec.overlay().values(), scratch, scratchSession);
        Facts facts = new Facts(
                Instant.now(),
                new Facts.Source(target, "", "", Map.of()),
                new Facts.Source(scratch, "", "", Map.of()),
                target,
                "",
                new OverlaidTables(staging, scratchSession).ask(spec.overlay().values(), target, relations),
                List.of(),
                List.of());
        List<Finding> blockers = Stream.concat(
                        new OverlayFindings(spec, facts).findings().stream(),
                        new SpecFindings(spec, target, scratch, facts.overlaid()).findings().stream())
                .filter(finding -> finding.level() == Level.BLOCKER && concernsOverlay(spec, finding))
                .toList();
        return new MigratedRows(relations, blockers);
    }

    /** Gives the rows of the scratch copy that overlaid tables take. */
    public Relations relations() {
        return relations;
    }

    /** Gives what of the scratch copy has no place in the target. */
    public List<Finding> blockers() {
        return blockers;
    }

    /**
     * Gives the tables of production whose rows a scratch copy has to hold: those that overlays read, those
     * that keep columns, and the ledgers.
     *
     * @return names as production has them
     */
    public static Set<String> tables(MergeSpec spec, Schema production) {
        Set<String> tables = LedgerReader.tables(production).stream()
                .map(Table::name)
                .collect(Collectors.toCollection(TreeSet::new));
        spec.tables().values().stream()
                .filter(decision -> decision.content() == TableDecision.Content.KEEP_PRODUCTION)
                .map(TableDecision::table)
                .filter(table -> production.table(table).isPresent())
                .forEach(tables::add);
        for (Overlay overlay : spec.overlay().values()) {
            tables.addAll(Relations.tables(overlay, production));
            Set<String> named = texts(overlay)
                    .flatMap(text -> SqlText.tokens(text).stream())
                    .filter(Token::isName)
                    .map(token -> token.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            production.tables().keySet().stream()
                    .filter(table -> named.contains(table.toLowerCase(Locale.ROOT)))
                    .forEach(tables::add);
        }
        return tables;
    }

    private static Stream<String> texts(Overlay overlay) {
        return Stream.of(
                        overlay.where().stream(),
                        overlay.columns().values().stream(),
                        overlay.defaults().values().stream())
                .flatMap(texts -> texts);
    }

    /**
     * Leaves out what a plan finds in the columns and rows of overlaid tables where these are migrated first.
     *
     * @param target the structure that the target is to have
     */
    static List<Finding> withoutThose(MergeSpec spec, Schema target, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !concernsOverlay(spec, finding)
                        || !MADE_BY_MIGRATION.contains(finding.code())
                                && (finding.code() != ErrorCode.OVERLAY_TABLE_MISSING
                                        || target.table(finding.subject()).isEmpty()))
                .toList();
    }

    /** Says what a plan cannot know where the overlaid tables are migrated first. */
    static Finding note(MergeSpec spec) {
        return new Finding(
                Level.NOTE,
                ErrorCode.MIGRATIONS_MISSING,
                "migrations.run",
                "The overlaid tables come from a scratch copy that "
                        + spec.migrations().run().orElseThrow().getFileName()
                        + " migrates first, so the run alone asks whether their columns and values fit; what production"
                        + " writes meanwhile cannot be caught up row by row.",
                "");
    }

    private static boolean concernsOverlay(MergeSpec spec, Finding finding) {
        return spec.overlay().keySet().stream()
                .anyMatch(table -> finding.table().equals(table)
                        || finding.subject().equals(table)
                        || finding.subject().startsWith(table + "."));
    }
}
