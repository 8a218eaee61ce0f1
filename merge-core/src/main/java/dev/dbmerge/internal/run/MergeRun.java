package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.event.Moment;
import dev.dbmerge.internal.server.NamedLock;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.report.StepResult.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the steps of a plan in their order, under the target's lock, and asks hooks between phases.
 *
 * <p>What stops a step stops the run; the target stays as it is and the next run goes on there.
 */
public final class MergeRun {
    private final MergePlan plan;
    private final Servers servers;
    private final StepWorker worker;
    private final Results results;
    private final HookCaller hooks;
    private final MergeListener listener;
    private final Consumer<MergeReport> reports;
    private boolean over;

    /**
     * Makes the run; nothing is touched yet.
     *
     * @param reports is given the report when the target has been judged, and again when the run has ended
     */
    MergeRun(
            MergePlan plan,
            Servers servers,
            StepWorker worker,
            Results results,
            HookCaller hooks,
            MergeListener listener,
            Consumer<MergeReport> reports) {
        this.plan = plan;
        this.servers = servers;
        this.worker = worker;
        this.results = results;
        this.hooks = hooks;
        this.listener = listener;
        this.reports = reports;
    }

    /** Runs the plan. */
    MergeReport run() {
        try (NamedLock lock = NamedLock.take(servers.target());
                worker) {
            return underLock(lock);
        }
    }

    private MergeReport underLock(NamedLock lock) {
        try {
            int ended = lock.endOthers();
            if (ended > 0) {
                results.note("An earlier run was killed while the target's server worked for it: "
                        + (ended == 1 ? "a session was" : ended + " sessions were") + " ended.");
            }
            lock.markSessions();
            worker.prepare();
            hooks.at(Moment.BEFORE_RUN, Optional.empty(), Optional.empty());
            for (Phase phase : Phase.values()) {
                lock.confirm();
                run(phase);
            }
            if (!over) {
                worker.confirm();
            }
            worker.finish(results.outcome());
            MergeReport report = results.report(results.outcome(), Optional.empty());
            reports.accept(report);
            return report;
        } catch (MergeException e) {
            throw failed(e);
        } catch (RuntimeException | Error e) {
            throw failed(new MergeException(
                    ErrorCode.UNEXPECTED,
                    "dbmerge met a state that it does not know: " + e + ".",
                    "Report it, with -vv.",
                    e));
        }
    }

    private void run(Phase phase) {
        List<Step> steps =
                plan.steps().stream().filter(step -> Phase.of(step) == phase).toList();
        for (int i = 0; i < steps.size() && !over; ) {
            int end = i;
            while (end < steps.size() && StepWorker.fills(steps.get(end))) {
                end++;
            }
            if (end > i) {
                together(steps.subList(i, end));
                i = end;
            } else {
                run(steps.get(i++));
            }
        }
        worker.ended(phase);
        if (phase == Phase.VERIFY) {
            reports.accept(results.report(results.outcome(), Optional.empty()));
        }
        if (!over || phase == Phase.VERIFY) {
            Optional<Outcome> outcome = phase == Phase.VERIFY ? Optional.of(results.outcome()) : Optional.empty();
            hooks.at(phase.moment(), outcome, Optional.empty());
        }
    }

    private void run(Step step) {
        Tally tally = new Tally();
        tally.started(step);
        try {
            tally.finished(step, step.accept(worker));
        } catch (MergeException e) {
            tally.failed(step, e);
            throw inStep(step, e);
        }
    }

    private void together(List<Step> steps) {
        Tally tally = new Tally();
        try {
            worker.together(steps, tally);
        } catch (MergeException e) {
            throw tally.stopped().map(step -> inStep(step, e)).orElse(e);
        }
    }

    /** Notes what becomes of steps: in the report, in the journal, for the listeners. */
    private final class Tally implements Book {
        private final Map<Step, Instant> begun = new HashMap<>();
        private Optional<Step> stopped = Optional.empty();

        /** Gives the step that was the first to stop. */
        Optional<Step> stopped() {
            return stopped;
        }

        @Override
        public void started(Step step) {
            begun.put(step, Instant.now());
            listener.started(step);
            worker.journal().ifPresent(journal -> journal.stepStarted(step.id()));
        }

        @Override
        public void progressed(Step step, long rows, long of) {
            listener.progressed(step, rows, of);
        }

        @Override
        public void doing(Step step, String what) {
            listener.doing(step, what);
        }

        @Override
        public void finished(Step step, Done done) {
            over |= done.verdict() == Done.Verdict.REJECTED_AND_OVER;
            Status status = done.verdict() == Done.Verdict.HOLDS ? Status.DONE : Status.REJECTED;
            StepResult result = new StepResult(step.id(), status, done.rows(), took(step), done.detail());
            results.step(result);
            worker.journal().ifPresent(journal -> journal.stepFinished(result, worker.sourceSum(step)));
            listener.finished(step, result);
        }

        @Override
        public void failed(Step step, RuntimeException e) {
            if (stopped.isPresent() || !(e instanceof MergeException known)) {
                return;
            }
            stopped = Optional.of(step);
            StepResult result = new StepResult(step.id(), Status.FAILED, 0, took(step), known.problem());
            results.step(result);
            listener.finished(step, result);
            noteFailure(result, known);
        }

        private Duration took(Step step) {
            return since(begun.getOrDefault(step, Instant.now()));
        }
    }

    private void noteFailure(StepResult result, MergeException e) {
        try {
            worker.journal().ifPresent(journal -> journal.stepFinished(result));
        } catch (MergeException second) {
            e.addSuppressed(second);
        }
    }

    private static MergeException inStep(Step step, MergeException e) {
        if (e.code() == ErrorCode.INTERRUPTED || e instanceof RefusedException) {
            return e;
        }
        return new MergeException(
                e.code(),
                "Step " + step.id() + " stopped. " + e.problem(),
                e.remedy(),
                e.position().orElse(null),
                e);
    }

    private MergeException failed(MergeException e) {
        try {
            worker.journal().ifPresent(journal -> journal.finish(Outcome.FAILED));
        } catch (MergeException second) {
            e.addSuppressed(second);
        }
        tellHooks(e);
        try {
            reports.accept(results.report(Outcome.FAILED, Optional.of(e.getMessage())));
        } catch (MergeException second) {
            e.addSuppressed(second);
        }
        return e;
    }

    /** A thread that was interrupted starts no hook, so it is told again afterwards. */
    private void tellHooks(MergeException e) {
        boolean interrupted = Thread.interrupted();
        try {
            hooks.at(Moment.ON_FAILURE, Optional.of(Outcome.FAILED), Optional.of(e.getMessage()));
        } catch (MergeException second) {
            results.note("A hook at on-failure failed, too: " + second.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Duration since(Instant begun) {
        return Duration.between(begun, Instant.now());
    }
}
