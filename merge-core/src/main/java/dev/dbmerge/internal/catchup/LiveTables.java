package dev.dbmerge.internal.catchup;

import dev.dbmerge.internal.capture.WatchedTable;
import dev.dbmerge.internal.catchup.LiveTable.Way;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.SameType;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.overlay.OverlayTransfer;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.sql.SqlText;
import dev.dbmerge.internal.sql.Token;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.spec.TableDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out for each overlaid table how what production writes meanwhile comes into the target. */
public final class LiveTables {
    private static final String MIGRATED =
            "production's rows were migrated on a copy before they were laid over (migrations.run)";
    private static final String FIXED = "a migration under fixes speaks of it";
    private static final Set<String> WHOLE_NUMBERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    private final MergeSpec spec;
    private final Schema production;
    private final Schema target;
    private final Relations relations;
    private final ServerVersion version;
    private final Set<String> fixed;

    /**
     * Makes it.
     *
     * @param target the target's structure as the run left it
     * @param relations production's rows of each overlaid table
     * @param fixed the words that the spec's fixes mention, in lower case
     */
    public LiveTables(
            MergeSpec spec,
            Schema production,
            Schema target,
            Relations relations,
            ServerVersion version,
            Set<String> fixed) {
        this.spec = spec;
        this.production = production;
        this.target = target;
        this.relations = relations;
        this.version = version;
        this.fixed = Set.copyOf(fixed);
    }

    /** Gives the overlaid tables that target and production have. */
    public List<LiveTable> find() {
        List<LiveTable> tables = new ArrayList<>();
        for (Overlay overlay : spec.overlay().values()) {
            Optional<Table> table = target.table(overlay.table());
            Optional<String> frozen = table.flatMap(found -> frozen(overlay, found));
            Optional<Relation> rows = relations.of(overlay.table());
            if (frozen.isPresent()) {
                tables.add(frozen(overlay, table.orElseThrow(), frozen.get()));
            } else if (table.isPresent() && rows.isPresent()) {
                tables.add(live(overlay, table.get(), rows.get()));
            }
        }
        return tables;
    }

    /** Gives the tables that keep some of production's values. */
    public List<KeptTable> findKept() {
        List<KeptTable> kept = new ArrayList<>();
        for (TableDecision decision : spec.tables().values()) {
            Optional<Table> table = target.table(decision.table());
            boolean keeps = decision.content() == TableDecision.Content.KEEP_PRODUCTION;
            if (keeps && table.isPresent() && production.table(decision.table()).isPresent()) {
                kept.add(new KeptTable(
                        table.get(),
                        key(table.get()),
                        table.get().columns(decision.keepProduction()),
                        target.name(),
                        production.name(),
                        frozen(table.get())));
            }
        }
        return kept;
    }

    private String frozen(Table table) {
        String name = table.name().toLowerCase(Locale.ROOT);
        if (spec.migrations().run().isPresent()) {
            return MIGRATED;
        }
        if (fixed.contains(name)) {
            return FIXED;
        }
        boolean ruled = spec.cleanup().stream()
                .anyMatch(rule -> CleanupStatement.parse(rule.sql()).identifiers().stream()
                        .anyMatch(name::equalsIgnoreCase));
        return ruled ? "a cleanup rule speaks of it" : "";
    }

    /** Nothing is ever laid over, so that it does not matter how. */
    private LiveTable frozen(Overlay overlay, Table table, String why) {
        Transfer nothing = new Transfer(Relation.of(target.name(), table), table.name(), List.of());
        return new LiveTable(table, Relations.tables(overlay, production), nothing, List.of(), Way.FROZEN, why);
    }

    private LiveTable live(Overlay overlay, Table table, Relation rows) {
        TableMapping mapping = TableMapping.of(overlay, table, rows.table());
        Transfer transfer = OverlayTransfer.of(mapping, rows, table, version);
        Set<String> sources = Relations.tables(overlay, production);
        Optional<String> whole = whole(overlay, table, rows, mapping);
        List<Column> key = whole.isPresent() ? List.of() : key(table);
        return new LiveTable(
                table, sources, transfer, key, whole.isPresent() ? Way.WHOLE : Way.BY_KEY, whole.orElse(""));
    }

    private Optional<String> frozen(Overlay overlay, Table table) {
        if (spec.migrations().run().isPresent()) {
            return Optional.of(MIGRATED);
        }
        if (overlay.keepStaging().isPresent()) {
            return Optional.of("rows of staging stand beside production's (keep-staging)");
        }
        if (fixed.contains(table.name().toLowerCase(Locale.ROOT))) {
            return Optional.of(FIXED);
        }
        return Optional.empty();
    }

    private Optional<String> whole(Overlay overlay, Table table, Relation rows, TableMapping mapping) {
        if (overlay.fromQuery()) {
            return Optional.of("its rows come from a query");
        }
        boolean asksOthers = Stream.of(
                        overlay.where().stream(),
                        overlay.columns().values().stream(),
                        overlay.defaults().values().stream())
                .flatMap(sql -> sql)
                .anyMatch(LiveTables::hasSubquery);
        if (asksOthers) {
            return Optional.of("an expression or condition of its overlay has a subquery");
        }
        List<Column> key = key(table);
        if (key.isEmpty() || !WatchedTable.of(rows.table()).keyed()) {
            return Optional.of("it has no primary key by which rows are told in the binary log");
        }
        List<String> theirs = rows.table().primaryKey().map(Key::columns).orElse(List.of());
        for (int i = 0; i < Math.max(key.size(), theirs.size()); i++) {
            boolean same = i < key.size()
                    && i < theirs.size()
                    && key.get(i).name().equalsIgnoreCase(theirs.get(i))
                    && carried(mapping, key.get(i), rows.table());
            if (!same) {
                return Optional.of("its primary key is not production's");
            }
        }
        return Optional.empty();
    }

    private static List<Column> key(Table table) {
        return table.primaryKey()
                .map(Key::columns)
                .map(table::columns)
                .filter(columns -> columns.stream().noneMatch(Column::generated))
                .orElse(List.of());
    }

    /** Whole numbers are the same ones in another width; a text of another collation may be another key. */
    private static boolean carried(TableMapping mapping, Column column, Table source) {
        boolean byName = mapping.columns().stream()
                .anyMatch(one -> one.column().equals(column.name()) && one.source() == ColumnMapping.Source.SAME_NAME);
        Column theirs = source.column(column.name()).orElseThrow();
        boolean numbers = WHOLE_NUMBERS.contains(column.baseType()) && WHOLE_NUMBERS.contains(theirs.baseType());
        boolean same = SameType.of(theirs, column) && theirs.collation().equals(column.collation());
        return byName && (numbers || same);
    }

    private static boolean hasSubquery(String sql) {
        List<Token> tokens = SqlText.tokens(sql);
        return tokens.stream().anyMatch(token -> token.is("SELECT"));
    }
}
