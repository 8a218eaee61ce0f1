package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code dbmerge plan}: says what a run would do. */
final class PlanCommand implements Command {
    private final Merge.Opener opener;

    PlanCommand(Merge.Opener opener) {
        this.opener = opener;
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
                "comes from, the steps with their ids, what the cleanup rules would remove, and",
                "what has to be decided. Writes nothing anywhere and runs no hook.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.CONFIG);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        MergeSpec spec = SpecLoader.load(arguments.spec(), console.environment());
        try (Merge merge = opener.open(spec, Set.of(), Optional.empty())) {
            MergePlan plan = merge.plan();
            console.out()
                    .text(
                            arguments.has(Flag.JSON)
                                    ? JsonReport.plan(plan)
                                    : new TextReport(console.out().ink()).plan(plan));
            return plan.blocked() ? ErrorCode.PLAN_BLOCKED.exitCode() : 0;
        }
    }
}
