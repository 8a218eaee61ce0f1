package dev.dbmerge.cli;

import dev.dbmerge.report.SavedPlan;
import dev.dbmerge.spec.MergeSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code dbmerge run}: plans, builds and verifies the target, and leaves a report. */
final class RunCommand implements Command {
    private final Merge.Opener opener;
    private final Confirmation confirmation;
    private final Interruption interruption;

    RunCommand(Merge.Opener opener, Confirmation confirmation, Interruption interruption) {
        this.opener = opener;
        this.confirmation = confirmation;
        this.interruption = interruption;
    }

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String summary() {
        return "build and verify the target; the live database is not touched";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Plans, and stops where the plan has a blocker. Then builds the target: staging's",
                "structure and rows, production's rows of the overlaid tables, fixes and cleanup",
                "rules; and verifies it. Production is read, never written.",
                "",
                "A target that dbmerge made before is built anew; another one is refused without",
                "--replace. After Ctrl-C, a kill or an error the next run goes on: what it finds",
                "equal to the sources stays, the rest is done again; --restart drops all of it.",
                "",
                "--plan takes a plan that plan --save kept, plans again, and refuses where a",
                "structure or the spec changed since, naming what changed.",
                "",
                "Tables are copied, indexed and summed in several sessions at once, large ones in",
                "ranges of their primary key. --copy-method asks for one way in which rows",
                "travel: server (INSERT .. SELECT within one server), load (a stream into LOAD",
                "DATA LOCAL) or insert (a stream into INSERTs); else the fastest is taken.",
                "--verify overlay sums the rows of tables with production's rows alone and counts",
                "the others, counts counts all; verify can look at such a target no more.",
                "--max-load Threads_running=25 pauses the copy while a source's server has more",
                "to do than that; several limits stand with commas between.",
                "",
                "--promote puts the target in the live database's place when it is verified, as",
                "dbmerge promote does.",
                "",
                "--events tells what happens while it happens, as lines of JSON: steps, rows once",
                "a second, what is being done, notes, the end. With - they go to standard output,",
                "and the report for people to standard error. A full disk or a reader that",
                "went away ends the events, not the run.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                Flag.CONFIG,
                Flag.PLAN,
                Flag.REPORT,
                Flag.EVENTS,
                Flag.FAIL_ON,
                Flag.REPLACE,
                Flag.RESTART,
                Flag.THREADS,
                Flag.COPY_METHOD,
                Flag.VERIFY,
                Flag.MAX_LOAD,
                Flag.PROMOTE,
                Flag.WAY,
                Flag.NO_BACKUP_PROOF,
                Flag.YES);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        Gate gate = new Gate(arguments.failOn());
        Confirmation.required(arguments, console, arguments.has(Flag.PROMOTE));
        MergeSpec spec = Specs.one(this, arguments, console);
        Optional<SavedPlan> saved = arguments.path(Flag.PLAN).map(SavedPlan::read);
        saved.ifPresent(plan -> plan.confirm(spec));
        OutputFile file = new OutputFile(
                "report",
                arguments.path(Flag.REPORT).orElseGet(() -> spec.file().resolveSibling("run.json")),
                Flag.REPORT);
        file.check();
        Set<Merge.Choice> choices = EnumSet.noneOf(Merge.Choice.class);
        if (arguments.has(Flag.REPLACE)) {
            choices.add(Merge.Choice.REPLACE_TARGET);
        }
        if (arguments.has(Flag.RESTART)) {
            choices.add(Merge.Choice.RESTART);
        }
        if (arguments.has(Flag.NO_BACKUP_PROOF)) {
            choices.add(Merge.Choice.WITHOUT_BACKUP_PROOF);
        }
        Merge.Terms terms = new Merge.Terms(
                choices,
                Optional.of(file.path()),
                arguments.threads(),
                arguments.copyMethod(),
                arguments.maxLoad(),
                arguments.verification(),
                arguments.way(),
                new DumpLines(console.err()));
        try (Events events = Events.open(arguments, console)) {
            return run(
                    spec,
                    terms,
                    merge -> new Run(merge, saved, gate, file, events, confirmation, arguments, console),
                    events);
        }
    }

    private int run(MergeSpec spec, Merge.Terms terms, Function<Merge, Run> runs, Events events) {
        try (Merge merge = opener.open(spec, terms)) {
            return interruption.during(merge::interrupt, runs.apply(merge)::exitCode);
        } catch (RuntimeException | Error e) {
            events.stopped(Failure.known(e));
            throw e;
        }
    }
}
