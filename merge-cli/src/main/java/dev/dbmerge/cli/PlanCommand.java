package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.DumpProgress;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.ReleasePlan;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.ReleaseSpec;
import dev.dbmerge.spec.SpecLoader;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** {@code dbmerge plan}: says what a run would do. */
final class PlanCommand implements Command {
    private final Merge.Opener opener;
    private final BiFunction<ReleaseSpec, Consumer<DumpProgress>, ReleasePlan> releases;

    PlanCommand(Merge.Opener opener, BiFunction<ReleaseSpec, Consumer<DumpProgress>, ReleasePlan> releases) {
        this.opener = opener;
        this.releases = releases;
    }

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String summary() {
        return "say what a run would do; writes nothing anywhere";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Reads the structures of both sources and counts rows. Shows where each table",
                "comes from, the steps with their ids, what the cleanup rules would remove, what",
                "a run would cost, and what has to be decided, with the lines of the spec that",
                "decide it. Writes nothing anywhere and runs no hook. Of a release (release.yml)",
                "every spec is planned, and references between them are counted.",
                "",
                "A source that is a dump is loaded first, into a database of its own on the",
                "target's server; a run drops that when the target is verified.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.CONFIG, Flag.SQL, Flag.SAVE, Flag.FAIL_ON);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        Gate gate = new Gate(arguments.failOn());
        if (Specs.isRelease(arguments, console)) {
            return release(arguments, console);
        }
        MergeSpec spec = SpecLoader.load(arguments.spec(), console.environment());
        Optional<OutputFile> file = arguments.path(Flag.SAVE).map(path -> new OutputFile("plan", path, Flag.SAVE));
        file.ifPresent(OutputFile::check);
        try (Merge merge = opener.open(spec, new Merge.Terms().telling(new DumpLines(console.err())))) {
            MergePlan plan = merge.plan();
            file.ifPresent(saved -> save(plan, saved, console));
            Optional<MergeException> refusal = gate.refusal(plan);
            boolean script = arguments.has(Flag.SQL);
            if (!script) {
                console.out()
                        .text(
                                arguments.has(Flag.JSON)
                                        ? JsonReport.plan(plan)
                                        : text(console).plan(plan));
            } else if (refusal.isEmpty()) {
                List<StepSql> steps = merge.sql(plan);
                console.out()
                        .text(
                                arguments.has(Flag.JSON)
                                        ? JsonReport.sql(plan, steps)
                                        : text(console).sql(plan, steps));
            } else {
                new Findings(plan.findings()).print(console.err());
            }
            refusal.filter(because -> script || !plan.blocked())
                    .ifPresent(because -> new Failure(console.err(), arguments.verbosity()).print(because));
            return refusal.map(Failure::exitCode).orElse(0);
        }
    }

    private static TextReport text(Console console) {
        return new TextReport(console.out().ink());
    }

    private static void save(MergePlan plan, OutputFile file, Console console) {
        JsonReport.write(plan, file.path());
        console.err().line("plan: " + file.path());
    }

    private int release(Arguments arguments, Console console) {
        ReleasePlan plan = releases.apply(Specs.release(arguments, console), new DumpLines(console.err()));
        console.out()
                .text(
                        arguments.has(Flag.JSON)
                                ? JsonReport.release(plan)
                                : new TextReport(console.out().ink()).release(plan));
        return plan.blocked() ? ErrorCode.PLAN_BLOCKED.exitCode() : 0;
    }
}
