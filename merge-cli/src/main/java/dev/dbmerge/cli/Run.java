package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.SavedPlan;
import dev.dbmerge.report.TextReport;
import java.util.Optional;

/** One run from its plan to its report, told to the user. */
final class Run {
    private final Merge merge;
    private final Optional<SavedPlan> saved;
    private final Gate gate;
    private final OutputFile file;
    private final Events events;
    private final Confirmation confirmation;
    private final Arguments arguments;
    private final Console console;

    Run(
            Merge merge,
            Optional<SavedPlan> saved,
            Gate gate,
            OutputFile file,
            Events events,
            Confirmation confirmation,
            Arguments arguments,
            Console console) {
        this.merge = merge;
        this.saved = saved;
        this.gate = gate;
        this.file = file;
        this.events = events;
        this.confirmation = confirmation;
        this.arguments = arguments;
        this.console = console;
    }

    /** Plans and runs, and gives the exit code of what came out. */
    int exitCode() {
        MergePlan plan = saved.map(merge::plan).orElseGet(merge::plan);
        new Findings(plan.findings()).print(console.err());
        Optional<MergeException> refusal = gate.refusal(plan);
        if (refusal.isPresent()) {
            return refused(plan, refusal.get());
        }
        try {
            MergeReport report = run(plan);
            show(report);
            console.err().line("report: " + file.path());
            if (report.outcome() != Outcome.VERIFIED) {
                return ErrorCode.CHECK_FAILED.exitCode();
            }
            return arguments.has(Flag.PROMOTE) ? new Promote(merge, confirmation, arguments, console).exitCode() : 0;
        } catch (MergeException e) {
            return merge.lastReport().map(report -> stopped(plan, e, report)).orElseThrow(() -> e);
        }
    }

    private MergeReport run(MergePlan plan) {
        console.err()
                .line("Building " + plan.target() + " on " + plan.targetServer() + ", "
                        + Words.count(plan.steps().size(), "step") + ".");
        try (Progress progress = Progress.on(console.err(), plan)) {
            return merge.run(plan, events.with(progress));
        }
    }

    private int refused(MergePlan plan, MergeException refusal) {
        events.stopped(refusal);
        failure().print(refusal);
        if (arguments.has(Flag.JSON) && !Events.onOut(arguments)) {
            console.out().text(JsonReport.plan(plan));
        }
        return Failure.exitCode(refusal);
    }

    /** Where standard output is the events', people read the report on the other. */
    private void show(MergeReport report) {
        if (Events.onOut(arguments)) {
            console.err().text(new TextReport(console.err().ink()).run(report));
            return;
        }
        console.out()
                .text(
                        arguments.has(Flag.JSON)
                                ? JsonReport.run(report)
                                : new TextReport(console.out().ink()).run(report));
    }

    /** Tells what stopped the run and what is left of it. */
    private int stopped(MergePlan plan, MergeException e, MergeReport report) {
        failure().print(e);
        if (e.code() == ErrorCode.INTERRUPTED) {
            console.err()
                    .line("The target " + plan.target()
                            + " is unfinished; the live database is untouched. Run again to go on.");
        }
        console.err().line("report: " + file.path());
        if (arguments.has(Flag.JSON) && !Events.onOut(arguments)) {
            console.out().text(JsonReport.run(report));
        }
        return Failure.exitCode(e);
    }

    private Failure failure() {
        return new Failure(console.err(), arguments.verbosity());
    }
}
