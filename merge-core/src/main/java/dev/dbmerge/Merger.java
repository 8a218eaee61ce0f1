package dev.dbmerge;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.event.DumpProgress;
import dev.dbmerge.event.MergeHook;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.event.Pace;
import dev.dbmerge.internal.backup.Backup.Proving;
import dev.dbmerge.internal.doctor.Doctor;
import dev.dbmerge.internal.draft.SpecDraft;
import dev.dbmerge.internal.planner.ExistingTarget;
import dev.dbmerge.internal.release.ReleaseAccess;
import dev.dbmerge.internal.run.Access;
import dev.dbmerge.internal.run.Beginning;
import dev.dbmerge.internal.run.DumpSources;
import dev.dbmerge.internal.run.HookCaller;
import dev.dbmerge.internal.run.Listeners;
import dev.dbmerge.internal.run.Parallel;
import dev.dbmerge.internal.run.PromotionRun;
import dev.dbmerge.internal.run.PromotionTerms;
import dev.dbmerge.internal.run.RollbackRun;
import dev.dbmerge.internal.run.RunFactory;
import dev.dbmerge.internal.run.Servers;
import dev.dbmerge.internal.run.TargetVerification;
import dev.dbmerge.internal.status.Cleaning;
import dev.dbmerge.internal.status.Status;
import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.ReleasePlan;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.plan.SwapWay;
import dev.dbmerge.plan.Verification;
import dev.dbmerge.report.CleaningReport;
import dev.dbmerge.report.DoctorReport;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.PromotionPreview;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.RecoveryReport;
import dev.dbmerge.report.RollbackPreview;
import dev.dbmerge.report.RollbackReport;
import dev.dbmerge.report.SavedPlan;
import dev.dbmerge.report.StatusReport;
import dev.dbmerge.report.VerifyReport;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.ReleaseSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Plans and runs one merge.
 *
 * <p>Every statement runs on the caller's thread and on connections of its own, none of them pooled. Production is read and never
 * written. For one thread at a time, but for {@link #interrupt}.
 */
public final class Merger implements AutoCloseable {
    private final MergeSpec spec;
    private final Builder with;
    private final Servers servers;
    private final RunFactory factory;
    private final DumpSources dumps;
    private Optional<MergeReport> lastReport = Optional.empty();
    private volatile Optional<Thread> running = Optional.empty();

    private Merger(Builder builder, Servers servers) {
        this.spec = builder.spec;
        this.with = builder;
        this.servers = servers;
        this.factory = new RunFactory(builder.spec, servers, builder.existing);
        this.dumps = builder.access.dumps(servers, builder.parallel, builder.dumpListener);
    }

    /**
     * Connects to the servers that the spec names.
     *
     * @throws ServerException when one cannot be reached, refuses the account or is too old
     */
    public static Merger open(MergeSpec spec) {
        return of(spec).open();
    }

    /** Begins to say how a spec is merged, for what {@link #open} does not fit. */
    public static Builder of(MergeSpec spec) {
        return new Builder(spec);
    }

    /**
     * Drafts a spec from two live databases, with comments; writes nothing anywhere.
     *
     * <p>It guesses which tables hold what users wrote, proposes to overlay them, and leaves as comments what gives something up or
     * is doubtful, each with its evidence.
     *
     * @param head YAML of the spec's version, name, staging, production and target
     * @param file where the spec is to stand; paths in the head are relative to it
     * @param environment what {@code password-env} and variables in the head are read from
     * @return a spec that can be loaded and planned
     * @throws ServerException when a server cannot be reached or refuses a query
     */
    public static String draft(String head, Path file, Map<String, String> environment) {
        SpecDraft draft = new SpecDraft(file, environment, head);
        try (Merger merger = open(draft.databases())) {
            return draft.text(merger.servers);
        }
    }

    /**
     * Looks at the servers and the accounts that a spec names; writes nothing anywhere.
     *
     * @return what they lack for a run; a server that cannot be reached is a finding, too, and throws nothing
     */
    public static DoctorReport doctor(MergeSpec spec) {
        return of(spec).doctor();
    }

    /**
     * Plans every spec of a release and counts the references between their targets; writes nothing anywhere.
     *
     * @return what the runs would do; a blocker is a finding of it and throws nothing
     * @throws ServerException when a server cannot be reached, refuses a query or goes away
     */
    public static ReleasePlan planRelease(ReleaseSpec release) {
        return planRelease(release, progress -> {});
    }

    /** Plans a release as {@link #planRelease(ReleaseSpec)} does, and tells how far the loading of dumps is. */
    public static ReleasePlan planRelease(ReleaseSpec release, Consumer<DumpProgress> dumps) {
        return ReleaseAccess.plan(release, dumps);
    }

    /**
     * Reads both sources and makes the plan; writes nothing anywhere, but for a source that is a dump: that is loaded into a database
     * of its own on the target's server, if it is not there already.
     *
     * @return what a run would do; a blocker is a finding of it and throws nothing
     * @throws ServerException when a server refuses a query or goes away
     * @throws RefusedException when two of staging, production and target are one database
     */
    public MergePlan plan() {
        dumps.load();
        return factory.plan();
    }

    /**
     * Makes the plan anew, and sees to it that a plan that was saved before speaks of the same databases and the same spec.
     *
     * <p>Rows may have come and gone since; what that means stands in the findings of the new plan.
     *
     * @return the new plan, to be run
     * @throws RefusedException when a structure or the spec changed since, or the saved plan was blocked
     * @throws MergeException when the saved plan is another spec's
     */
    public MergePlan plan(SavedPlan saved) {
        saved.confirm(spec);
        MergePlan plan = plan();
        saved.confirm(plan);
        return plan;
    }

    /**
     * Gives the statements that a run of the plan would give to the servers, step by step; nothing is executed.
     *
     * <p>They come from the code that a run uses. No password is among them.
     *
     * @throws RefusedException when the plan has a blocker, or either source changed shape since
     * @throws ServerException when a server refuses a query or goes away
     */
    public List<StepSql> sql(MergePlan plan) {
        dumps.load();
        return factory.sql(plan);
    }

    /**
     * Builds and verifies the target; the live database is not touched.
     *
     * <p>Takes the target's lock, drops a target that dbmerge made before, and builds it anew. A run that stops leaves the target
     * and its journal; running again goes on there: rows that are still those of the sources stay, and everything after them is done
     * anew. See {@link Builder#restart}.
     *
     * @param plan made by this merger; refused when either source changed shape since
     * @param listeners are told on this thread what happens
     * @return what was done; a failed check is a normal result ({@link Outcome#REJECTED}) and throws nothing
     * @throws RefusedException when the plan has a blocker, another run holds the lock, a hook says no or a rule goes over its limit
     * @throws ServerException when a server goes away
     * @throws MergeException when a step fails for another reason; its code says which
     */
    public MergeReport run(MergePlan plan, MergeListener... listeners) {
        MergeListener listener = new Listeners(List.of(listeners), Pace.of(plan), System::nanoTime);
        return interruptible(() -> {
            dumps.load();
            MergeReport report = factory.run(
                    plan, with.parallel, with.beginning, hooks(listener), listener, with.reportFile, this::keep);
            dumps.drop(report.outcome());
            return report;
        });
    }

    private List<MergeHook> hooks(MergeListener listener) {
        List<MergeHook> all = new ArrayList<>(with.hooks);
        if (with.specHooks) {
            all.addAll(HookCaller.inFolder(spec, listener));
        }
        return all;
    }

    private <T> T interruptible(Supplier<T> work) {
        running = Optional.of(Thread.currentThread());
        try {
            return work.get();
        } finally {
            running = Optional.empty();
        }
    }

    /**
     * Compares a target that a run of this spec built with what the run left: structure, rows, stored code; and asks references and
     * checks again. Writes nothing anywhere.
     *
     * @return what differs; that is a normal result and throws nothing
     * @throws RefusedException when no run of this spec made the target and came to its end, or one is at work there
     * @throws ServerException when a server goes away
     */
    public VerifyReport verify() {
        return new TargetVerification(spec, servers, with.parallel).verify();
    }

    /**
     * Puts a target that a run of this spec built and verified in the live database's place.
     *
     * <p>What production wrote since the run is caught up from its binary log while its writers go on; they wait for the last of it and
     * for the swap, which is one step. The tables that were live are kept in a database of their own.
     *
     * @return what was done; {@link PromotionReport#troubles} says what failed behind the swap
     * @throws RefusedException when the target may not be promoted; nothing was touched then
     * @throws MergeException when the promotion failed; with {@link ErrorCode#HALF_WAY} a person is needed, else all is as before
     */
    public PromotionReport promote(MergeListener... listeners) {
        MergeListener listener = new Listeners(List.of(listeners), new Pace(OptionalLong.empty()), System::nanoTime);
        return interruptible(() ->
                new PromotionRun(spec, servers, with.parallel, with.promotion, hooks(listener), listener).promote());
    }

    /**
     * Tells what {@link #promote} would do: how the tables would be swapped, and what the running application will miss.
     *
     * @throws RefusedException when the target may not be promoted
     */
    public PromotionPreview previewPromotion() {
        return new PromotionRun(spec, servers, with.parallel, with.promotion, List.of(), new MergeListener() {})
                .preview();
    }

    /**
     * Swaps the tables back that the last promotion replaced; where that was a rollback, it is taken back itself.
     *
     * <p>What was written since the swap is carried back while the writers go on, where a column is the same on both sides. The tables
     * that were live are kept in a database of their own.
     *
     * @return what was done; {@link RollbackReport#file} has the rows that were not carried back
     * @throws RefusedException when there is nothing to take back, or something would be lost that {@link Builder#acceptLoss} does not allow
     * @throws MergeException when the rollback failed; with {@link ErrorCode#HALF_WAY} a person is needed, else all is as before
     */
    public RollbackReport rollback(MergeListener... listeners) {
        MergeListener listener = new Listeners(List.of(listeners), new Pace(OptionalLong.empty()), System::nanoTime);
        return interruptible(
                () -> new RollbackRun(spec, servers, with.promotion, hooks(listener), listener).rollback());
    }

    /**
     * Tells what {@link #rollback} would do: what of the rows that were written since the swap it would carry back, and what not.
     *
     * @throws RefusedException when there is nothing to take back
     */
    public RollbackPreview previewRollback() {
        return new RollbackRun(spec, servers, with.promotion, List.of(), new MergeListener() {}).preview();
    }

    /**
     * Ends a promotion or a rollback that a crash, a kill or a lost connection stopped: finishes it where the swap had happened, else undoes it.
     *
     * @throws MergeException when that fails; it can be done again
     */
    public RecoveryReport recover() {
        return new PromotionRun(spec, servers, with.parallel, with.promotion, List.of(), new MergeListener() {})
                .recover();
    }

    /**
     * Tells what there is of this merge, where users' data lies and how old it is; writes nothing anywhere.
     *
     * @throws ServerException when a server goes away
     */
    public StatusReport status() {
        return new Status(spec, servers).look();
    }

    /**
     * Drops what a look showed as to be dropped, and what still is to be when it is looked anew under the target's lock.
     *
     * @param shown what {@link #status} gave
     * @param listeners are told of each drop
     * @throws RefusedException when a run or promotion holds the lock; nothing is dropped then
     * @throws MergeException with {@link ErrorCode#CLEANING} when one cannot be dropped; it says what is gone and what is not
     */
    public CleaningReport clean(StatusReport shown, MergeListener... listeners) {
        MergeListener listener = new Listeners(List.of(listeners), new Pace(OptionalLong.empty()), System::nanoTime);
        return interruptible(() -> new Cleaning(spec, servers, listener::noted).clean(shown));
    }

    private void keep(MergeReport report) {
        lastReport = Optional.of(report);
        with.reportFile.ifPresent(file -> JsonReport.writeAlsoInterrupted(report, file));
    }

    /** Gives the report of the last run, also of one that an error ended; empty before there is one. */
    public Optional<MergeReport> lastReport() {
        return lastReport;
    }

    /**
     * Kills what runs on the servers and makes {@link #run} and {@link #plan} throw {@link ErrorCode#INTERRUPTED}.
     *
     * <p>May be called from any thread; the merger can only be closed afterwards.
     */
    public void interrupt() {
        servers.interrupt();
        running.ifPresent(Thread::interrupt);
    }

    /** Closes every connection; a lock that a run still holds goes with them. */
    @Override
    public void close() {
        servers.close();
    }

    /** Says how a spec is merged. */
    public static final class Builder {
        private final MergeSpec spec;
        private final Access access;
        private final List<MergeHook> hooks = new ArrayList<>();
        private boolean specHooks = true;
        private ExistingTarget existing = ExistingTarget.REFUSE;
        private Beginning beginning = Beginning.ON;
        private Optional<Path> reportFile = Optional.empty();
        private Parallel parallel = Parallel.DEFAULT;
        private PromotionTerms promotion = PromotionTerms.DEFAULT;
        private Consumer<DumpProgress> dumpListener = progress -> {};

        private Builder(MergeSpec spec) {
            this.spec = Objects.requireNonNull(spec, "spec");
            this.access = new Access(spec);
        }

        /**
         * Connects to staging by a DataSource instead of the spec's url.
         *
         * @param source gives Connector/J connections that nobody else uses; better not a pool, since their settings are changed
         */
        public Builder staging(DataSource source) {
            access.by("staging", source);
            return this;
        }

        /** Connects to production by a DataSource, as {@link #staging}. */
        public Builder production(DataSource source) {
            access.by("production", source);
            return this;
        }

        /**
         * Connects to the target's server by a DataSource, as {@link #staging}.
         *
         * @param source rows are inserted in batches where its connections do not allow LOAD DATA LOCAL
         */
        public Builder target(DataSource source) {
            access.by("target", source);
            return this;
        }

        /** Adds a hook, asked before those of the spec's hooks folder. */
        public Builder hook(MergeHook hook) {
            hooks.add(Objects.requireNonNull(hook, "hook"));
            return this;
        }

        /** Leaves the executables of the spec's hooks folder alone. */
        public Builder withoutSpecHooks() {
            specHooks = false;
            return this;
        }

        /** Lets a run replace a target that dbmerge did not make. */
        public Builder replaceTarget() {
            existing = ExistingTarget.REPLACE;
            return this;
        }

        /** Lets a run drop a target that an earlier run left unfinished, instead of going on there. */
        public Builder restart() {
            beginning = Beginning.ANEW;
            return this;
        }

        /**
         * Says how many sessions of each server a run uses at the same time to read, write, sort and sum rows.
         *
         * @param count 1 or more; where nothing is said one for few rows, else as many as the machine has cores, up to 8
         */
        public Builder threads(int count) {
            parallel = parallel.withThreads(count);
            return this;
        }

        /**
         * Asks for one way in which rows travel.
         *
         * @param method a run that cannot take it is refused
         */
        public Builder copyMethod(CopyMethod method) {
            parallel = parallel.withMethod(method);
            return this;
        }

        /**
         * Lets the copy pause while a source's server has more to do than it may have.
         *
         * @param most by the name of a status variable, such as Threads_running, the value up to which the copy goes on; what the copy
         *     itself runs counts, too
         */
        public Builder maxLoad(Map<String, Long> most) {
            parallel = parallel.withMaxLoad(most);
            return this;
        }

        /**
         * Says how copies are compared with their sources; where nothing is said, fully.
         *
         * @param verification with less than {@link Verification#FULL} what a run leaves cannot be looked at by {@link Merger#verify}
         */
        public Builder verification(Verification verification) {
            parallel = parallel.withVerification(verification);
            return this;
        }

        /** Asks for one way in which a promotion swaps the tables; one that cannot take it is refused. */
        public Builder swapWay(SwapWay way) {
            promotion = promotion.withWay(way);
            return this;
        }

        /** Lets a rollback lose what it cannot carry back; it is written to a file. */
        public Builder acceptLoss() {
            promotion = promotion.acceptingLoss();
            return this;
        }

        /** Lets the backup of a promotion count without being restored and compared. */
        public Builder withoutBackupProof() {
            promotion = promotion.withProving(Proving.NONE);
            return this;
        }

        /**
         * Tells how far the loading of a dump is, where a source is one.
         *
         * @param listener is called once a second at most, also by threads of the loading
         */
        public Builder onDump(Consumer<DumpProgress> listener) {
            dumpListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Writes the report of a run to a file: when the target has been judged, and when the run has ended. */
        public Builder reportFile(Path file) {
            reportFile = Optional.of(file);
            return this;
        }

        /**
         * Connects and gives the merger.
         *
         * @throws ServerException when a server cannot be reached, refuses the account or is too old
         */
        public Merger open() {
            return new Merger(this, access.servers());
        }

        /** Looks at the servers instead of connecting for a merge, as {@link Merger#doctor(MergeSpec)} does. */
        public DoctorReport doctor() {
            return new Doctor(spec, existing)
                    .examine(
                            access.connections("staging", spec.staging()),
                            access.connections("production", spec.production()),
                            access.connections("target", spec.target()));
        }
    }
}
