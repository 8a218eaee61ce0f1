package dev.dbmerge.internal.run;

import dev.dbmerge.internal.cleanup.CleanupScript;
import dev.dbmerge.internal.fixes.FixRunner;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.mapping.TargetStructure;
import dev.dbmerge.internal.planner.MigratedRows;
import dev.dbmerge.internal.reference.TypeFilter;
import dev.dbmerge.internal.schema.CodeWriter;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Definers;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.PinnedTime;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CheckRunner;
import dev.dbmerge.internal.verify.CleanupSums;
import dev.dbmerge.internal.verify.ReferenceQueries;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.spec.Check;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes down what each step of a plan would give to the servers, by the code that a run uses; the servers are only read. */
final class ScriptWriter implements Step.Visitor<StepSql>, AutoCloseable {
    private final MergeSpec spec;
    private final MergePlan plan;
    private final Servers servers;
    private final Schema staging;
    private final Schema production;
    private final Session target;
    private final TargetStatements statements;
    private final Schema built;
    private final CopyScript copies;
    private final CleanupScript cleanup;
    private final CleanupSums sums;
    private Optional<ScratchStatements> scratch = Optional.empty();
    private boolean summed;

    ScriptWriter(MergeSpec spec, MergePlan plan, Servers servers) {
        this.spec = spec;
        this.plan = plan;
        this.servers = servers;
        Schema read = SourceState.confirmed(
                servers.staging(), plan.stagingFingerprint(), plan.basis().staging());
        this.production = SourceState.confirmed(
                servers.production(), plan.productionFingerprint(), plan.basis().production());
        this.staging = TargetStructure.of(spec, read, production);
        this.target = servers.target().open();
        this.statements = new TargetStatements(staging, production, plan.target(), Collations.of(target));
        this.built = BuiltStructure.of(statements);
        this.copies = new CopyScript(spec, plan, servers, statements, target);
        this.cleanup = new CleanupScript(built, spec.references(), copies.types(), plan.madeAt());
        this.sums = new CleanupSums(built, CleanupWork.written(spec, built));
    }

    List<StepSql> script() {
        List<StepSql> script = new ArrayList<>(
                plan.steps().stream().map(step -> step.accept(this)).toList());
        scratch.ifPresent(made -> dropScratch(made, script));
        return script;
    }

    /** The scratch copy goes when the last of its rows have been taken. */
    private void dropScratch(ScratchStatements made, List<StepSql> script) {
        for (int i = plan.steps().size() - 1; i >= 0; i--) {
            if (Phase.of(plan.steps().get(i)) == Phase.OVERLAY) {
                StepSql last = script.get(i);
                List<String> sql = new ArrayList<>(last.statements());
                sql.add(made.drop());
                script.set(i, new StepSql(last.step(), last.notes(), sql));
                return;
            }
        }
    }

    @Override
    public StepSql createTarget(Step.CreateTarget step) {
        List<String> old =
                target.fetch("look for the target", statements.oldTables()).map(row -> row.get(0, String.class));
        List<String> sql = new ArrayList<>(statements.dropOld(old));
        sql.add(statements.createDatabase());
        sql.addAll(use(Journal.statements()));
        sql.addAll(statements.createSequences());
        List<String> notes = List.of("dbmerge's journal is made by Flyway, which notes that in " + Journal.HISTORY_TABLE
                + "; what the run, its steps and its archives write there is left out below");
        return sql(step, notes, sql);
    }

    @Override
    public StepSql copyTable(Step.CopyTable step) {
        List<String> notes = new ArrayList<>();
        return sql(step, notes, copies.copy(table(step.table()), notes));
    }

    @Override
    public StepSql keepRows(Step.KeepRows step) {
        List<String> notes = new ArrayList<>();
        return sql(step, notes, copies.keep(table(step.table()), spec.overlay().get(step.table()), notes));
    }

    @Override
    public StepSql migrateProduction(Step.MigrateProduction step) {
        ScratchStatements made = new ScratchStatements(
                production, MigratedRows.tables(spec, production), step.scratch(), statements.collations());
        scratch = Optional.of(made);
        copies.migrated(step.scratch());
        List<String> notes = new ArrayList<>();
        List<String> sql = new ScratchScript(servers, made).script(notes);
        notes.add("then " + spec.migrations().run().orElseThrow().getFileName()
                + " migrates it; what that gives to the server, it alone knows");
        notes.add("then its ledger is compared with staging's, and its rows are asked whether they fit");
        return sql(step, notes, sql);
    }

    @Override
    public StepSql overlayTable(Step.OverlayTable step) {
        List<String> notes = new ArrayList<>();
        return sql(
                step, notes, copies.overlay(table(step.table()), spec.overlay().get(step.table()), notes));
    }

    @Override
    public StepSql keepColumns(Step.KeepColumns step) {
        List<String> notes = new ArrayList<>();
        Table made = built.table(step.table()).orElseThrow();
        return sql(step, notes, copies.keepColumns(step, made, notes));
    }

    private Table table(String name) {
        return staging.table(name).orElseThrow();
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
        List<String> notes = new ArrayList<>();
        return sql(step, notes, copies.verify(notes));
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
        List<String> notes = new ArrayList<>(List.of(
                "the rows that it finds are archived and counted against its limits before, and proved to be those that it"
                        + " removed or changed after"));
        List<String> sql = new ArrayList<>(begin(notes));
        sql.addAll(cleanup.rule(rule, notes));
        return sql(step, notes, use(sql));
    }

    @Override
    public StepSql settleOrphans(Step.SettleOrphans step) {
        List<String> notes = new ArrayList<>();
        List<String> sql = new ArrayList<>(begin(notes));
        sql.addAll(cleanup.orphans(step.table(), step.columns(), notes));
        return sql(step, notes, use(sql));
    }

    /** The first step that changes rows has the tables summed that any of them may touch. */
    private List<String> begin(List<String> notes) {
        if (summed) {
            return List.of();
        }
        summed = true;
        notes.add("first the tables are summed that this and later steps may touch");
        if (spec.fixes().isPresent()) {
            notes.add("the fixes may have changed the structure by then; this is it before them");
        }
        return sums.before();
    }

    @Override
    public StepSql verifyCleanup(Step.VerifyCleanup step) {
        List<String> notes = List.of(
                "each table is summed again, and behind it its archives: what is there, plus what was removed and what"
                        + " changed rows were, less what they are, has to be what was there first",
                "an archive that stayed empty and was dropped is left out");
        return sql(step, notes, use(sums.after(cleanup.archives())));
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
        List<String> notes = new ArrayList<>();
        List<String> sql = new ArrayList<>();
        for (ReferenceQueries.Question question : new ReferenceQueries(built, copies.types()).of(spec.references())) {
            sql.add(question.count());
            sql.add(question.keys());
        }
        notes.add("each first query must give 0; where it does not, the second gives some keys");
        boolean typed = spec.references().stream()
                .anyMatch(reference -> built.table(reference.table())
                        .flatMap(table -> TypeFilter.typeColumn(table, reference.columns()))
                        .isPresent());
        if (typed) {
            notes.add("the names of types are those in the sources; the run asks for the target's");
        }
        return sql(step, notes, sql);
    }

    /** NOW() stands for the run's start, here for the plan's. */
    private List<String> pinned(String statement) {
        return List.of(PinnedTime.statement(plan.madeAt()), statement, PinnedTime.UNPIN);
    }

    private List<String> use(List<String> sql) {
        return Stream.concat(Stream.of("USE " + Names.quote(plan.target())), sql.stream())
                .toList();
    }

    private static StepSql sql(Step step, List<String> notes, List<String> statements) {
        return new StepSql(step.id(), notes, statements);
    }

    @Override
    public void close() {
        copies.close();
        target.close();
    }
}
