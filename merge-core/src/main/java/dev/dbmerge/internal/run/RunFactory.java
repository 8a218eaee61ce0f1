package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.event.MergeHook;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.internal.planner.CostReader;
import dev.dbmerge.internal.planner.ExistingTarget;
import dev.dbmerge.internal.planner.FactReader;
import dev.dbmerge.internal.planner.Facts;
import dev.dbmerge.internal.planner.Planner;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.RunEnd;
import dev.dbmerge.report.RunStart;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Puts plans and runs of one spec on its servers together. */
public final class RunFactory {
    private final MergeSpec spec;
    private final Servers servers;
    private final ExistingTarget existing;

    public RunFactory(MergeSpec spec, Servers servers, ExistingTarget existing) {
        this.spec = spec;
        this.servers = servers;
        this.existing = existing;
    }

    /** Reads both sources and makes the plan. */
    public MergePlan plan() {
        FactReader reader = new FactReader(spec, servers.staging(), servers.production(), servers.target(), existing);
        Facts facts = reader.read();
        MergePlan plan = new Planner(spec, facts).plan();
        return plan.costing(new CostReader(spec, facts, servers.staging(), servers.production()).cost(plan));
    }

    /**
     * Runs a plan.
     *
     * @param parallel how it uses the servers
     * @param beginning what it does with a target that an earlier run left unfinished
     * @param reports is given the report when the target has been judged, and again when the run has ended, in whatever way
     * @throws RefusedException when the plan is another spec's or has a blocker
     */
    public MergeReport run(
            MergePlan plan,
            Parallel parallel,
            Beginning beginning,
            List<MergeHook> hooks,
            MergeListener listener,
            Optional<Path> reportFile,
            Consumer<MergeReport> reports) {
        refuse(plan);
        String runId = UUID.randomUUID().toString();
        Results results = new Results(runId, Version.text(), plan, Instant.now(), listener);
        HookCaller caller = new HookCaller(spec, runId, hooks, reportFile);
        StepWorker worker =
                new StepWorker(spec, plan, servers, existing, results, listener, caller.common(), parallel, beginning);
        MergeRun run = new MergeRun(plan, servers, worker, results, caller, listener, reports);
        listener.runStarted(new RunStart(
                runId,
                spec.name(),
                spec.file().toAbsolutePath(),
                plan.target(),
                plan.targetServer(),
                Version.text(),
                plan.steps().size()));
        try {
            MergeReport report = run.run();
            listener.runFinished(RunEnd.of(report));
            return report;
        } catch (MergeException e) {
            Duration took = Duration.between(results.startedAt(), Instant.now());
            listener.runFinished(RunEnd.stopped(Optional.of(runId), took, e));
            throw e;
        }
    }

    /**
     * Gives what the steps of a plan would run, and runs none of it.
     *
     * @throws RefusedException when the plan is another spec's or has a blocker, or a source changed its structure since
     */
    public List<StepSql> sql(MergePlan plan) {
        refuse(plan);
        try (ScriptWriter writer = new ScriptWriter(spec, plan, servers)) {
            return writer.script();
        }
    }

    private void refuse(MergePlan plan) {
        if (!plan.name().equals(spec.name())
                || !plan.target().equals(spec.target().schema())) {
            throw new RefusedException(
                    ErrorCode.SOURCE_CHANGED,
                    "The plan is for " + plan.name() + " -> " + plan.target() + ", the spec for " + spec.name() + " -> "
                            + spec.target().schema() + ".",
                    "Plan again with this spec.");
        }
        if (plan.blocked()) {
            List<Finding> blockers = plan.blockers();
            throw new RefusedException(
                    ErrorCode.PLAN_BLOCKED,
                    blockers.size() == 1
                            ? "The plan has a blocker: " + blockers.get(0).problem()
                            : "The plan has " + blockers.size() + " blockers: "
                                    + blockers.stream().map(Finding::subject).collect(Collectors.joining(", ")) + ".",
                    blockers.size() == 1 && !blockers.get(0).remedy().isEmpty()
                            ? blockers.get(0).remedy()
                            : "Decide " + (blockers.size() == 1 ? "it" : "each") + " in the spec, then plan again.");
        }
    }
}
