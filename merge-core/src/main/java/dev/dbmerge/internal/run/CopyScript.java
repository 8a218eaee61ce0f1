package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.copy.CopierChoice;
import dev.dbmerge.internal.copy.RowCopier;
import dev.dbmerge.internal.copy.ServerSideCopier;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.overlay.OverlayTransfer;
import dev.dbmerge.internal.reference.RowTypes;
import dev.dbmerge.internal.reference.TypeNames;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyQueries;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes down how the target's tables are filled and compared, as {@link CopyWork} does it, and fills none. */
final class CopyScript implements AutoCloseable {
    private final MergeSpec spec;
    private final MergePlan plan;
    private final Schema staging;
    private final Schema production;
    private final Session target;
    private final TargetStatements statements;
    private final CopyQueries queries;
    private final Map<Origin, Session> readers = new EnumMap<>(Origin.class);
    private final Map<Origin, CopierChoice> choices = new EnumMap<>(Origin.class);
    private final List<Filled> filled = new ArrayList<>();
    private Optional<String> scratch = Optional.empty();
    private boolean signAsked;

    /**
     * Opens a session on each source.
     *
     * @param target a session on the target's server
     */
    CopyScript(MergeSpec spec, MergePlan plan, Servers servers, TargetStatements statements, Session target) {
        this.spec = spec;
        this.plan = plan;
        this.statements = statements;
        this.staging = statements.structure();
        this.production = statements.production();
        this.target = target;
        this.queries = new CopyQueries(target);
        readers.put(Origin.STAGING, servers.staging().open());
        readers.put(Origin.PRODUCTION, servers.production().open());
    }

    /**
     * Rows that a table of the target gets.
     *
     * @param now the same rows as the sources have them before the run
     * @param compared in the step itself, not when all are
     */
    private record Filled(Table table, Origin origin, Transfer transfer, Relation now, boolean compared) {}

    /** Lets production's rows come from a scratch copy from here on. */
    void migrated(String schema) {
        scratch = Optional.of(schema);
    }

    List<String> copy(Table table, List<String> notes) {
        Transfer transfer = Transfer.whole(Relation.of(staging.name(), table));
        boolean empty = plan.table(table.name()).origin() == Origin.EMPTY;
        List<String> sql = new ArrayList<>(List.of(statements.createTable(table)));
        if (empty) {
            notes.add("stays empty, as the spec says");
        } else {
            sql.addAll(rows(transfer, Origin.STAGING, notes));
        }
        sql.addAll(statements.addKeys(table));
        filled.add(new Filled(table, empty ? Origin.EMPTY : Origin.STAGING, transfer, transfer.relation(), false));
        return sql;
    }

    /** The rows of staging that stay are compared at once. */
    List<String> keep(Table table, Overlay overlay, List<String> notes) {
        Relation rows = Relation.of(staging.name(), table).where(overlay.keepStaging());
        Transfer transfer = Transfer.whole(rows);
        List<String> sql = new ArrayList<>(List.of(statements.createTable(table)));
        sql.addAll(rows(transfer, Origin.STAGING, notes));
        sql.addAll(sign(table, notes));
        sql.add(use(rows));
        sql.add(queries.source(table, transfer, readers.get(Origin.STAGING)));
        sql.add(queries.target(table, transfer, readers.get(Origin.STAGING)));
        filled.add(new Filled(table, Origin.STAGING, transfer, rows, true));
        return sql;
    }

    List<String> overlay(Table table, Overlay overlay, List<String> notes) {
        List<String> sql = new ArrayList<>();
        if (overlay.keepStaging().isEmpty()) {
            sql.add(statements.createTable(table));
        }
        Optional<Relation> now = relation(overlay);
        if (now.isEmpty()) {
            notes.add("the rows come from the scratch copy, by what only its migrations make");
        } else {
            sql.addAll(overlay(table, overlay, now.get(), notes));
        }
        sql.addAll(statements.addKeys(table));
        return sql;
    }

    private List<String> overlay(Table table, Overlay overlay, Relation now, List<String> notes) {
        Relation rows =
                scratch.map(schema -> moved(now, schema, overlay.fromQuery())).orElse(now);
        TableMapping mapping = TableMapping.of(overlay, table, rows.table());
        Transfer transfer =
                OverlayTransfer.of(mapping, rows, table, reader().server().version());
        List<String> sql = new ArrayList<>();
        notes.add("first every value is asked whether it fits");
        if (scratch.isPresent()) {
            noteMigrated(mapping, notes);
        }
        if (overlay.keepStaging().isPresent()) {
            sql.addAll(sign(table, notes));
            sql.add(queries.target(table, transfer, reader()));
            notes.add("the rows that stand there are summed before, to be taken into account when all are compared");
        }
        sql.addAll(rows(transfer, Origin.PRODUCTION, notes));
        if (scratch.isPresent()) {
            sql.addAll(sign(table, notes));
            sql.add(queries.source(table, transfer, reader()));
            notes.add("the last query sums the rows of the scratch copy, to be compared with the target's");
        }
        filled.add(new Filled(table, Origin.PRODUCTION, transfer, now, false));
        return sql;
    }

    private static void noteMigrated(TableMapping mapping, List<String> notes) {
        String missing = mapping.columns().stream()
                .filter(column -> column.source() == ColumnMapping.Source.DEFAULT)
                .map(ColumnMapping::column)
                .collect(Collectors.joining(", "));
        notes.add("these are the columns before the migrations; the run takes those that they leave"
                + (missing.isEmpty() ? "" : ", also for " + missing + ", which get their default here"));
    }

    /** A query of columns that are not there yet has no relation. */
    private Optional<Relation> relation(Overlay overlay) {
        try {
            return Relations.read(List.of(overlay), production, readers.get(Origin.PRODUCTION))
                    .of(overlay.table());
        } catch (RefusedException e) {
            if (scratch.isPresent() && e.code() == ErrorCode.OVERLAY_COLUMN_UNKNOWN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Relation moved(Relation rows, String schema, boolean query) {
        return query
                ? new Relation(schema, rows.table(), rows.from(), rows.where())
                : Relation.of(schema, rows.table()).where(rows.where());
    }

    /**
     * Puts production's values into columns of staging's rows.
     *
     * @param made the table as the target will have it
     */
    List<String> keepColumns(Step.KeepColumns step, Table made, List<String> notes) {
        Table table = staging.table(step.table()).orElseThrow();
        Table read = production.table(step.table()).orElseThrow();
        KeptStatements kept = new KeptStatements(statements.target(), table, step.columns());
        Relation now = Relation.of(production.name(), read);
        Relation rows = scratch.map(schema -> moved(now, schema, false)).orElse(now);
        Transfer transfer = kept.transfer(rows, reader().server().version());
        notes.add("first every value is asked whether it fits");
        List<String> sql = new ArrayList<>(List.of(kept.dropOld(), kept.create(made)));
        sql.addAll(rows(transfer, Origin.PRODUCTION, notes));
        sql.addAll(sign(table, notes));
        sql.addAll(queries.kept(table, transfer, kept.key().size(), reader()));
        notes.add(
                "before the UPDATE the table is summed, the kept values on both sides, and what the table has to come to");
        sql.addAll(List.of(kept.count(), kept.update(), kept.drop()));
        filled.add(new Filled(table, Origin.PRODUCTION, transfer, now, true));
        return sql;
    }

    private List<String> rows(Transfer transfer, Origin origin, List<String> notes) {
        boolean within = origin == Origin.PRODUCTION && scratch.isPresent();
        RowCopier copier = within
                ? new ServerSideCopier(target)
                : choices.computeIfAbsent(origin, from -> choose(from, notes)).copier();
        notes.add(copier.way(transfer) + "; a large table in ranges of its primary key, several at the same time");
        List<String> sql = copier.statements(transfer);
        if (sql.get(0).toUpperCase(Locale.ROOT).startsWith("SELECT")) {
            notes.add("the SELECT is asked on " + (origin == Origin.STAGING ? plan.staging() : plan.production()));
        }
        return sql;
    }

    private CopierChoice choose(Origin origin, List<String> notes) {
        boolean ours = origin == Origin.STAGING;
        Set<String> tables = ours ? CopyWork.stagingTables(plan) : CopyWork.productionTables(spec, production);
        return CopierChoice.of(
                readers.get(origin),
                (ours ? spec.staging() : spec.production()).consistency(),
                tables,
                target,
                CopyMethod.AUTO,
                notes::add);
    }

    /** Gives a session on the server that production's rows are read from. */
    private Session reader() {
        return scratch.isPresent() ? target : readers.get(Origin.PRODUCTION);
    }

    /** Compares each table with its source. */
    List<String> verify(List<String> notes) {
        notes.add("the queries are asked on the server of each: the source's before the target's; the source's run"
                + " with the copy, while its rows are held still");
        notes.add("then the structure is compared with staging's");
        filled.stream()
                .filter(one -> one.compared() && one.origin() == Origin.PRODUCTION)
                .forEach(one -> notes.add("what " + one.table().name()
                        + " has to come to was computed when its columns were kept, not by the source's query"));
        List<String> sql = new ArrayList<>();
        String used = "";
        for (Filled one : filled) {
            if (one.compared()) {
                continue;
            }
            sql.addAll(sign(one.table(), notes));
            Session source = one.origin() == Origin.PRODUCTION ? reader() : readers.get(Origin.STAGING);
            boolean asked = one.origin() == Origin.PRODUCTION && scratch.isPresent();
            if (one.origin() != Origin.EMPTY && !asked) {
                String use = use(one.transfer().relation());
                if (!use.equals(used)) {
                    sql.add(use);
                    used = use;
                }
                sql.add(queries.source(one.table(), one.transfer(), source));
            }
            sql.add(queries.target(one.table(), one.transfer(), source));
            if (one.origin() != Origin.EMPTY && !queries.byServers(one.table(), source)) {
                notes.add("dbmerge hashes the rows of " + one.table().name()
                        + ", since the two servers print floating numbers in different digits");
            }
        }
        return sql;
    }

    private List<String> sign(Table table, List<String> notes) {
        if (signAsked || !CopyQueries.dependsOnSign(table)) {
            return List.of();
        }
        signAsked = true;
        notes.add("where the target stores a floating -0 as 0, which is tried once, the sums read floating numbers with"
                + " + 0e0 behind them");
        return queries.sign();
    }

    private static String use(Relation rows) {
        return "USE " + Names.quote(rows.schema());
    }

    /** Gives the names of classes that the sources' rows will bring into the target's tables. */
    RowTypes types() {
        return (table, type) -> {
            Set<String> types = new TreeSet<>();
            filled.stream()
                    .filter(one -> one.table().name().equals(table.name()) && one.origin() != Origin.EMPTY)
                    .forEach(one -> types.addAll(types(one, type)));
            return types;
        };
    }

    private Set<String> types(Filled one, Column type) {
        Session session = readers.get(one.origin() == Origin.STAGING ? Origin.STAGING : Origin.PRODUCTION);
        return one.transfer().fields().stream()
                .filter(field -> field.column().equalsIgnoreCase(type.name()))
                .findFirst()
                .map(field -> "(SELECT " + field.plain() + " AS " + Names.quote(type.name()) + " "
                        + one.now().sql() + ")")
                .map(rows -> session.in(one.now().schema(), () -> TypeNames.read(session, rows, type)))
                .orElse(Set.of());
    }

    @Override
    public void close() {
        choices.values().forEach(CopierChoice::close);
        readers.values().forEach(Session::close);
    }
}
