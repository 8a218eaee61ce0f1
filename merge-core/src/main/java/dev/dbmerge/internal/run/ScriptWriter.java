package dev.dbmerge.internal.run;

import dev.dbmerge.internal.copy.CopierChoice;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.fixes.FixRunner;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.mapping.TargetStructure;
import dev.dbmerge.internal.overlay.OverlayTransfer;
import dev.dbmerge.internal.schema.CodeWriter;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Definers;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.PinnedTime;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.internal.verify.CheckRunner;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.spec.Check;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Writes down what each step of a plan would give to the servers, by the code that a run uses; the servers are only read. */
final class ScriptWriter implements Step.Visitor<StepSql>, AutoCloseable {
    private final MergeSpec spec;
    private final MergePlan plan;
    private final Servers servers;
    private final Schema staging;
    private final Schema production;
    private final Relations relations;
    private final Session target;
    private final TargetStatements statements;
    private final Map<Origin, CopierChoice> choices = new EnumMap<>(Origin.class);
    private final List<Session> readers = new ArrayList<>();

    ScriptWriter(MergeSpec spec, MergePlan plan, Servers servers) {
        this.spec = spec;
        this.plan = plan;
        this.servers = servers;
        Schema read = StepWorker.read(
                servers.staging(), plan.stagingFingerprint(), plan.basis().staging());
        this.production = StepWorker.read(
                servers.production(), plan.productionFingerprint(), plan.basis().production());
        this.staging = TargetStructure.of(spec, read, production);
        this.relations = relations();
        this.target = servers.target().open();
        this.statements = new TargetStatements(staging, production, plan.target(), Collations.of(target));
    }

    private Relations relations() {
        if (spec.migrations().run().isPresent()) {
            return Relations.NONE;
        }
        try (Session session = servers.production().open()) {
            return Relations.read(spec.overlay().values(), production, session);
        }
    }

    List<StepSql> script() {
        return plan.steps().stream().map(step -> step.accept(this)).toList();
    }

    @Override
    public StepSql createTarget(Step.CreateTarget step) {
        return sql(
                step,
                List.of(
                        "a target that dbmerge made before is dropped first",
                        "dbmerge's journal is made in it, tables " + Schema.JOURNAL_PREFIX + "*"),
                List.of(statements.createDatabase()));
    }

    @Override
    public StepSql copyTable(Step.CopyTable step) {
        Table table = staging.table(step.table()).orElseThrow();
        Transfer transfer = Transfer.whole(Relation.of(servers.staging().schema(), table));
        List<String> notes = new ArrayList<>();
        List<String> sql = new ArrayList<>(List.of(statements.createTable(table)));
        if (plan.table(table.name()).origin() == Origin.EMPTY) {
            notes.add("stays empty, as the spec says");
        } else {
            sql.addAll(rows(transfer, Origin.STAGING, notes));
        }
        sql.addAll(statements.addKeys(table));
        return sql(step, notes, sql);
    }

    @Override
    public StepSql keepColumns(Step.KeepColumns step) {
        return sql(
                step,
                List.of("production's " + String.join(", ", step.columns()) + " of " + step.table()
                        + " are copied into a table beside, and an UPDATE by its key takes them over"));
    }

    @Override
    public StepSql settleOrphans(Step.SettleOrphans step) {
        return sql(
                step,
                List.of("rows of " + step.table() + " whose " + String.join(", ", step.columns())
                        + " points nowhere are archived, then removed or set to NULL, as the spec says"));
    }

    @Override
    public StepSql keepRows(Step.KeepRows step) {
        Table table = staging.table(step.table()).orElseThrow();
        Overlay overlay = spec.overlay().get(step.table());
        Relation kept = Relation.of(servers.staging().schema(), table).where(overlay.keepStaging());
        List<String> notes = new ArrayList<>();
        List<String> sql = new ArrayList<>(List.of(statements.createTable(table)));
        sql.addAll(rows(Transfer.whole(kept), Origin.STAGING, notes));
        return sql(step, notes, sql);
    }

    @Override
    public StepSql migrateProduction(Step.MigrateProduction step) {
        return sql(
                step,
                List.of(
                        "production's overlaid tables and its ledger are copied into the scratch database "
                                + step.scratch(),
                        spec.migrations().run().orElseThrow().getFileName() + " migrates it"));
    }

    @Override
    public StepSql overlayTable(Step.OverlayTable step) {
        Table table = staging.table(step.table()).orElseThrow();
        Overlay overlay = spec.overlay().get(step.table());
        if (spec.migrations().run().isPresent()) {
            return overlayMigrated(step, table, overlay);
        }
        Relation rows = relations.of(step.table()).orElseThrow();
        Transfer transfer = OverlayTransfer.of(
                TableMapping.of(overlay, table, rows.table()),
                rows,
                table,
                servers.production().version());
        List<String> notes = new ArrayList<>();
        List<String> sql = new ArrayList<>();
        if (overlay.keepStaging().isEmpty()) {
            sql.add(statements.createTable(table));
        }
        sql.addAll(rows(transfer, Origin.PRODUCTION, notes));
        sql.addAll(statements.addKeys(table));
        return sql(step, notes, sql);
    }

    /** What the columns of the scratch copy will be, its migrations decide. */
    private StepSql overlayMigrated(Step step, Table table, Overlay overlay) {
        List<String> sql = new ArrayList<>();
        if (overlay.keepStaging().isEmpty()) {
            sql.add(statements.createTable(table));
        }
        sql.addAll(statements.addKeys(table));
        return sql(
                step,
                List.of(
                        "the rows come from the scratch copy, before the keys, by the columns that its migrations leave"),
                sql);
    }

    private List<String> rows(Transfer transfer, Origin origin, List<String> notes) {
        CopierChoice choice = choices.computeIfAbsent(origin, from -> choose(from, notes));
        notes.add(choice.copier().way());
        List<String> sql = choice.copier().statements(transfer);
        if (sql.get(0).toUpperCase(Locale.ROOT).startsWith("SELECT")) {
            notes.add("the SELECT is asked on " + (origin == Origin.STAGING ? plan.staging() : plan.production()));
        }
        return sql;
    }

    private CopierChoice choose(Origin origin, List<String> notes) {
        boolean ours = origin == Origin.STAGING;
        Server server = ours ? servers.staging() : servers.production();
        Consistency consistency = (ours ? spec.staging() : spec.production()).consistency();
        Set<String> tables = ours ? CopyWork.stagingTables(plan) : CopyWork.productionTables(spec, production);
        Session reader = server.open();
        readers.add(reader);
        return CopierChoice.of(reader, consistency, tables, target, notes::add);
    }

    @Override
    public StepSql addForeignKeys(Step.AddForeignKeys step) {
        List<String> sql = new ArrayList<>(List.of(TargetStatements.FOREIGN_KEY_CHECKS_OFF));
        staging.tables().values().forEach(table -> sql.addAll(statements.addForeignKeys(table)));
        sql.add(TargetStatements.FOREIGN_KEY_CHECKS_ON);
        return sql(step, List.of(), sql);
    }

    @Override
    public StepSql createCode(Step.CreateCode step) {
        CodeWriter writer =
                new CodeWriter(target, staging, plan.target(), statements.collations(), Definers.of(target));
        List<String> made = staging.code().stream()
                .filter(object -> object.kind() == step.kind())
                .flatMap(object -> writer.statements(object).stream())
                .toList();
        return sql(step, List.of(), use(made));
    }

    @Override
    public StepSql verifyCopy(Step.VerifyCopy step) {
        return sql(step, List.of("every table is counted and summed on both sides, and the structures are compared"));
    }

    @Override
    public StepSql applyFixes(Step.ApplyFixes step) {
        List<String> files = FixRunner.statements(spec.fixes().orElseThrow(), plan.target());
        return sql(step, List.of("Flyway runs each file once, with NOW() pinned to the run's start"), use(files));
    }

    @Override
    public StepSql cleanUp(Step.CleanUp step) {
        CleanupRule rule = spec.cleanup().stream()
                .filter(one -> one.id().equals(step.rule()))
                .findFirst()
                .orElseThrow();
        return sql(
                step,
                List.of(
                        "the rows that it finds are counted against its limits and archived before, in one transaction"),
                use(pinned(CleanupStatement.parse(rule.sql()).text())));
    }

    @Override
    public StepSql verifyCleanup(Step.VerifyCleanup step) {
        return sql(step, List.of("the rows that are gone are compared with those that the rules archived"));
    }

    @Override
    public StepSql runCheck(Step.RunCheck step) {
        Check check = spec.checks().stream()
                .filter(one -> one.id().equals(step.check()))
                .findFirst()
                .orElseThrow();
        return sql(step, List.of("it must return no row"), use(pinned(CheckRunner.query(check, plan.target()))));
    }

    @Override
    public StepSql checkReferences(Step.CheckReferences step) {
        return sql(step, List.of("rows that point nowhere are counted, reference by reference"));
    }

    /** NOW() stands for the run's start, here for the plan's. */
    private List<String> pinned(String statement) {
        return List.of(PinnedTime.statement(plan.madeAt()), statement, PinnedTime.UNPIN);
    }

    private List<String> use(List<String> sql) {
        return Stream.concat(Stream.of("USE " + Names.quote(plan.target())), sql.stream())
                .toList();
    }

    private static StepSql sql(Step step, List<String> notes) {
        return sql(step, notes, List.of());
    }

    private static StepSql sql(Step step, List<String> notes, List<String> statements) {
        return new StepSql(step.id(), notes, statements);
    }

    @Override
    public void close() {
        choices.values().forEach(CopierChoice::close);
        readers.forEach(Session::close);
        target.close();
    }
}
