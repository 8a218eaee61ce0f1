package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.plan.SwapWay;
import dev.dbmerge.plan.Verification;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.report.VerifyReport;
import dev.dbmerge.spec.MergeSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code dbmerge verify}: compares a target with what its run left. */
final class VerifyCommand implements Command {
    private final Merge.Opener opener;
    private final Interruption interruption;

    VerifyCommand(Merge.Opener opener, Interruption interruption) {
        this.opener = opener;
        this.interruption = interruption;
    }

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String summary() {
        return "look whether a target is still what its run left";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Sums the rows of every table of the target anew, several at the same time, and",
                "compares sums, structure and stored code with those that the run noted in its",
                "journal; then asks the references and checks of the spec again. Rows that were",
                "changed are named where the source still has the rows that were copied. Writes",
                "nothing anywhere. Ends with 6 where something differs or does not hold.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.CONFIG, Flag.THREADS);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        MergeSpec spec = Specs.one(this, arguments, console);
        Merge.Terms terms = new Merge.Terms(
                Set.of(),
                Optional.empty(),
                arguments.threads(),
                CopyMethod.AUTO,
                Map.of(),
                Verification.FULL,
                SwapWay.AUTO,
                progress -> {});
        try (Merge merge = opener.open(spec, terms)) {
            return interruption.during(merge::interrupt, () -> exitCode(merge.verify(), arguments, console));
        }
    }

    private static int exitCode(VerifyReport report, Arguments arguments, Console console) {
        console.out()
                .text(
                        arguments.has(Flag.JSON)
                                ? JsonReport.verify(report)
                                : new TextReport(console.out().ink()).verify(report));
        return report.outcome() == Outcome.VERIFIED ? 0 : ErrorCode.CHECK_FAILED.exitCode();
    }
}
