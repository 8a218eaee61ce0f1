package dev.dbmerge.cli;

import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.RecoveryReport;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.spec.MergeSpec;
import java.util.List;

/** {@code dbmerge recover}: ends a promotion or a rollback that stopped. */
final class RecoverCommand implements Command {
    private final Merge.Opener opener;
    private final Interruption interruption;

    RecoverCommand(Merge.Opener opener, Interruption interruption) {
        this.opener = opener;
        this.interruption = interruption;
    }

    @Override
    public String name() {
        return "recover";
    }

    @Override
    public String summary() {
        return "finish or undo a promotion or rollback that was stopped";
    }

    @Override
    public List<String> description() {
        return List.of(
                "For after a kill, a crash of a server or a lost connection. Ends what the",
                "stopped promotion left at work on the server, then looks where the tables are:",
                "if the swap had happened, what follows it is done; if not, what had been",
                "prepared is taken back, and the live database is as before. Where neither a",
                "promotion nor a rollback had stopped nothing is done. It may be stopped and run",
                "again itself.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.CONFIG);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        MergeSpec spec = Specs.one(this, arguments, console);
        try (Merge merge = opener.open(spec, new Merge.Terms())) {
            RecoveryReport report = interruption.during(merge::interrupt, merge::recover);
            console.out()
                    .text(
                            arguments.has(Flag.JSON)
                                    ? JsonReport.recovery(report)
                                    : new TextReport(console.out().ink()).recovery(report));
            return 0;
        }
    }
}
