package dev.dbmerge.internal.run;

import dev.dbmerge.error.RefusedException;
import dev.dbmerge.event.HookVariable;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.internal.copy.SourceSnapshot;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.journal.ObjectRecord;
import dev.dbmerge.internal.journal.RunRecord;
import dev.dbmerge.internal.journal.SourceMarks;
import dev.dbmerge.internal.mapping.Relations;
import dev.dbmerge.internal.mapping.TargetStructure;
import dev.dbmerge.internal.planner.ExistingTarget;
import dev.dbmerge.internal.planner.TargetFindings;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyVerifier;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.plan.Verification;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.MergeSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hands every step to the worker of its kind and keeps what one step leaves to the next: sessions, snapshots, sums. */
final class StepWorker implements Step.Visitor<Done>, AutoCloseable {
    private final MergeSpec spec;
    private final MergePlan plan;
    private final Servers servers;
    private final ExistingTarget existing;
    private final Results results;
    private final MergeListener listener;
    private final Map<HookVariable, String> hookVariables;
    private final Parallel parallel;
    private Prepared prepared;
    private SourceMarks marks;
    private final Beginning beginning;
    private Optional<Begun> begun = Optional.empty();
    private Optional<CopyWork> copyWork = Optional.empty();
    private Optional<MigrateWork> migrateWork = Optional.empty();
    private Optional<MigrateWork.Migrated> migrated = Optional.empty();

    StepWorker(
            MergeSpec spec,
            MergePlan plan,
            Servers servers,
            ExistingTarget existing,
            Results results,
            MergeListener listener,
            Map<HookVariable, String> hookVariables,
            Parallel parallel,
            Beginning beginning) {
        this.parallel = parallel;
        this.beginning = beginning;
        this.spec = spec;
        this.plan = plan;
        this.servers = servers;
        this.existing = existing;
        this.results = results;
        this.listener = listener;
        this.hookVariables = Map.copyOf(hookVariables);
    }

    /**
     * Reads both structures again, under the lock, and refuses when the plan no longer speaks of what is there.
     *
     * @throws RefusedException when a source changed since the plan, or the target exists and is not dbmerge's
     */
    void prepare() {
        Schema read = SourceState.confirmed(
                servers.staging(), plan.stagingFingerprint(), plan.basis().staging());
        Schema production = SourceState.confirmed(
                servers.production(), plan.productionFingerprint(), plan.basis().production());
        marks = SourceState.of(plan, read, production, servers.production());
        Schema staging = TargetStructure.of(spec, read, production);
        Session target = servers.target().open();
        new TargetFindings(target, existing)
                .existing()
                .filter(finding -> finding.level() == Finding.Level.BLOCKER)
                .ifPresent(finding -> {
                    throw new RefusedException(finding.code(), finding.problem(), finding.remedy());
                });
        Collations collations = Collations.of(target);
        TargetStatements statements =
                new TargetStatements(staging, production, target.server().schema(), collations);
        prepared = new Prepared(
                staging,
                production,
                relations(production),
                target,
                statements,
                new StructureWork(target, staging, statements, parallel, results),
                new CopyVerifier(target, parallel.summed(spec), results::note),
                new CleanupWork(spec, target, results));
    }

    private Relations relations(Schema production) {
        if (spec.migrations().run().isPresent()) {
            return Relations.NONE;
        }
        try (Session session = servers.production().open()) {
            return Relations.read(spec.overlay().values(), production, session);
        }
    }

    /** Gives the journal; empty until the target is made. */
    Optional<Journal> journal() {
        return begun.map(Begun::journal);
    }

    /** Gives the sum of the source's rows that a step copied; empty text for other steps. */
    String sourceSum(Step step) {
        Phase phase = Phase.of(step);
        return phase == Phase.COPY || phase == Phase.OVERLAY
                ? prepared.verifier().sourceSum(step.id().substring(step.id().indexOf(':') + 1))
                : "";
    }

    /**
     * Looks once more at the structure that was read, and closes what only the phase needed.
     *
     * @throws RefusedException when a source changed its structure while it was read
     */
    void ended(Phase phase) {
        if (phase == Phase.COPY || phase == Phase.OVERLAY) {
            try {
                if (copyWork.isPresent()) {
                    confirmStructure(phase);
                }
            } finally {
                copyWork.ifPresent(CopyWork::close);
                copyWork = Optional.empty();
            }
        }
        if (phase == Phase.OVERLAY) {
            migrateWork.ifPresent(MigrateWork::close);
            migrateWork = Optional.empty();
        }
    }

    private void confirmStructure(Phase phase) {
        if (phase == Phase.COPY) {
            SourceState.confirmed(
                    servers.staging(), plan.stagingFingerprint(), plan.basis().staging());
        } else if (migrated.isEmpty()) {
            SourceState.confirmed(
                    servers.production(),
                    plan.productionFingerprint(),
                    plan.basis().production());
        }
    }

    /** Looks once more at what no step after it looks at. */
    void confirm() {
        prepared.structure().confirmCode(servers.staging().version());
    }

    /** Notes what the target holds and how the run ended. */
    void finish(Outcome outcome) {
        List<ObjectRecord> objects = prepared.structure().objects(parallel.verification() == Verification.FULL);
        journal().ifPresent(open -> {
            open.sources(marks);
            open.objects(objects);
            open.finish(outcome);
        });
    }

    @Override
    public Done createTarget(Step.CreateTarget step) {
        RunRecord run = RunRecord.begun(
                results.runId(),
                spec.name(),
                results.version(),
                results.startedAt(),
                results.pinnedAt(),
                plan.staging(),
                plan.production());
        EarlierRun earlier = beginning == Beginning.ANEW
                ? EarlierRun.NONE
                : EarlierRun.find(prepared.target(), run, prepared.statements());
        if (!earlier.there()) {
            begun = Optional.of(new Begun(prepared.structure().createTarget(run), earlier));
            return Done.of(0, "");
        }
        begun = Optional.of(new Begun(prepared.structure().goOn(run, filling()), earlier));
        String title = earlier.title();
        results.note("The target was not made anew: " + title
                + " did not end, and its rows stay where they are those of the source.");
        return Done.of(0, "goes on where " + title + " stopped");
    }

    /** Gives the ids of the steps that fill a table by themselves, by its name; rows of both sources are not told apart later. */
    private Map<String, String> filling() {
        Map<String, String> steps = new HashMap<>();
        for (Step step : plan.steps()) {
            if (step instanceof Step.CopyTable copied) {
                steps.put(copied.table(), step.id());
            } else if (step instanceof Step.OverlayTable overlaid
                    && spec.overlay().get(overlaid.table()).keepStaging().isEmpty()) {
                steps.put(overlaid.table(), step.id());
            }
        }
        return steps;
    }

    /** Tells whether a step fills a table, which goes together with others that do. */
    static boolean fills(Step step) {
        return step instanceof Step.CopyTable || step instanceof Step.KeepRows || step instanceof Step.OverlayTable;
    }

    /** Fills the tables of several steps at once, which all read one source. */
    void together(List<Step> steps, Book book) {
        CopyWork work = Phase.of(steps.get(0)) == Phase.COPY ? stagingWork() : productionWork();
        work.fill(steps, spec.overlay(), prepared.relations(), book);
    }

    @Override
    public Done copyTable(Step.CopyTable step) {
        throw alone(step);
    }

    @Override
    public Done keepRows(Step.KeepRows step) {
        throw alone(step);
    }

    private static IllegalStateException alone(Step step) {
        return new IllegalStateException(step.id() + " goes together with others");
    }

    @Override
    public Done migrateProduction(Step.MigrateProduction step) {
        MigrateWork work = new MigrateWork(spec, servers, prepared, results, listener, hookVariables);
        migrateWork = Optional.of(work);
        MigrateWork.Migrated made = work.migrate(step);
        migrated = Optional.of(made);
        notePosition(made.position());
        prepared = prepared.over(made.schema(), made.relations());
        return Done.of(made.rows(), "copied to " + step.scratch() + " and migrated there");
    }

    @Override
    public Done overlayTable(Step.OverlayTable step) {
        throw alone(step);
    }

    @Override
    public Done keepColumns(Step.KeepColumns step) {
        return productionWork().keepColumns(step);
    }

    private CopyWork stagingWork() {
        if (copyWork.isEmpty()) {
            Set<String> tables = CopyWork.stagingTables(plan);
            work(servers.staging(), spec.staging().consistency(), prepared.staging(), tables);
        }
        return copyWork.orElseThrow();
    }

    private CopyWork productionWork() {
        if (copyWork.isEmpty()) {
            Set<String> tables = CopyWork.productionTables(spec, prepared.production());
            if (migrated.isPresent()) {
                work(migrated.get().server(), Consistency.QUIET, prepared.production(), tables);
            } else {
                notePosition(positionBefore());
                work(servers.production(), spec.production().consistency(), prepared.production(), tables);
            }
        }
        return copyWork.orElseThrow();
    }

    /** All that stands before it is in the snapshots that are opened from here on, where both databases are on one server. */
    private Optional<String> positionBefore() {
        try (Session session = servers.production().open()) {
            Optional<String> position = servers.production().binaryLogPosition(session);
            journal().ifPresent(Journal::pulse);
            return position;
        }
    }

    private void work(Server server, Consistency consistency, Schema schema, Set<String> tables) {
        SourceSnapshot source = CopyWork.open(server, consistency, schema, tables, sessions(tables));
        copyWork = Optional.of(
                new CopyWork(plan, prepared, source, tables, parallel, begun.orElseThrow(), results, listener));
    }

    /** A table of which the plan knows no number of rows may have many. */
    private int sessions(Set<String> tables) {
        boolean known = plan.tables().stream()
                .filter(table -> tables.contains(table.table()))
                .allMatch(table -> table.result().isPresent());
        return parallel.sessions(
                known
                        ? plan.tables().stream()
                                .filter(table -> tables.contains(table.table()))
                                .mapToLong(table -> table.result().orElseThrow().rows())
                                .sum()
                        : Long.MAX_VALUE);
    }

    /** Where the server of a dump was when it was made is not known, and where the target's is means nothing. */
    private void notePosition(Optional<String> position) {
        if (spec.production().dump().isPresent()) {
            return;
        }
        results.position(position);
        position.ifPresentOrElse(
                known -> journal().ifPresent(open -> open.productionPosition(known)),
                () -> results.note("Production's binary log position is not known: its log is off, or the account lacks"
                        + " REPLICATION CLIENT (BINLOG MONITOR on MariaDB)."));
    }

    @Override
    public Done addForeignKeys(Step.AddForeignKeys step) {
        listener.doing(step, "adding foreign keys");
        return prepared.structure().addForeignKeys();
    }

    @Override
    public Done createCode(Step.CreateCode step) {
        return prepared.structure().createCode(step.kind());
    }

    @Override
    public Done verifyCopy(Step.VerifyCopy step) {
        parallel.less().ifPresent(results::note);
        listener.doing(step, "comparing");
        return prepared.structure().verify(prepared.verifier(), this::source);
    }

    /** A scratch copy is gone when the copy is compared. */
    private Optional<Session> source(Origin origin) {
        if (origin == Origin.STAGING) {
            return Optional.of(servers.staging().open());
        }
        return migrated.isPresent()
                ? Optional.empty()
                : Optional.of(servers.production().open());
    }

    @Override
    public Done applyFixes(Step.ApplyFixes step) {
        return prepared.cleanup().applyFixes();
    }

    @Override
    public Done cleanUp(Step.CleanUp step) {
        return prepared.cleanup().cleanUp(step.rule(), journal().orElseThrow());
    }

    @Override
    public Done settleOrphans(Step.SettleOrphans step) {
        return prepared.cleanup().settleOrphans(step, journal().orElseThrow());
    }

    @Override
    public Done verifyCleanup(Step.VerifyCleanup step) {
        return prepared.cleanup().verify();
    }

    @Override
    public Done runCheck(Step.RunCheck step) {
        return prepared.cleanup().check(step.check());
    }

    @Override
    public Done checkReferences(Step.CheckReferences step) {
        return prepared.cleanup().checkReferences();
    }

    /** Closes the sessions; the servers close what an error left open. */
    @Override
    public void close() {
        copyWork.ifPresent(CopyWork::close);
        migrateWork.ifPresent(MigrateWork::close);
        journal().ifPresent(Journal::close);
        if (prepared != null) {
            prepared.target().close();
        }
    }
}
