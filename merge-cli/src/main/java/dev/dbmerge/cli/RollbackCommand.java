package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.RollbackPreview;
import dev.dbmerge.report.RollbackReport;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.spec.MergeSpec;
import java.util.List;

/** {@code dbmerge rollback}: swaps the tables back that the last promotion replaced. */
final class RollbackCommand implements Command {
    private final Merge.Opener opener;
    private final Confirmation confirmation;
    private final Interruption interruption;

    RollbackCommand(Merge.Opener opener, Confirmation confirmation, Interruption interruption) {
        this.opener = opener;
        this.confirmation = confirmation;
        this.interruption = interruption;
    }

    @Override
    public String name() {
        return "rollback";
    }

    @Override
    public String summary() {
        return "swap the tables back that the last promotion replaced";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Finds the last promotion by what LIVE_old_DATE_TIME says, the database that",
                "keeps the former tables. What was written to the live tables since is carried",
                "back from the binary log while writers go on, where a column is on both sides",
                "and neither a mapping nor a rule changed its values; then writers are held off",
                "for the last of it, and one RENAME swaps all tables. Those that were live are",
                "kept in another LIVE_old_DATE_TIME, so that a rollback can be rolled back.",
                "",
                "It says beforehand 'reversible: yes', or 'lossy' and what of the rows that were",
                "written has no place in the former tables: columns or tables that they lack,",
                "rows that staging brought. Without --accept-loss it is refused then; with it",
                "these rows are written, one a line, to LIVE_old_DATE_TIME.left.jsonl beside the",
                "spec. Where the binary log does not reach back to the swap, nothing that was",
                "written since is carried, and that takes --accept-loss, too.",
                "",
                "Whatever fails before the swap is taken back (code 7, or 4 where it refuses),",
                "and the live database is as before. Hooks are asked at before-swap, after-swap",
                "and on-failure, with DBMERGE_HOOK_ROLLBACK=yes.",
                "",
                "On a terminal it asks for the live database's name; elsewhere say --yes.",
                "--check says what would be done, and touches nothing.",
                "",
                "After a kill, a crash or a lost connection run dbmerge recover.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.CONFIG, Flag.CHECK, Flag.ACCEPT_LOSS, Flag.WAY, Flag.YES);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        boolean check = arguments.has(Flag.CHECK);
        Confirmation.required(arguments, console, !check);
        MergeSpec spec = Specs.one(this, arguments, console);
        Merge.Choice[] choices =
                arguments.has(Flag.ACCEPT_LOSS) ? new Merge.Choice[] {Merge.Choice.ACCEPT_LOSS} : new Merge.Choice[0];
        try (Merge merge = opener.open(spec, new Merge.Terms(choices).swapping(arguments.way()))) {
            return interruption.during(
                    merge::interrupt,
                    () -> check ? preview(merge, arguments, console) : exitCode(merge, arguments, console));
        }
    }

    private static int preview(Merge merge, Arguments arguments, Console console) {
        RollbackPreview preview = merge.previewRollback();
        console.out()
                .text(
                        arguments.has(Flag.JSON)
                                ? JsonReport.rollback(preview)
                                : new TextReport(console.out().ink()).rollback(preview));
        return 0;
    }

    private int exitCode(Merge merge, Arguments arguments, Console console) {
        RollbackPreview preview = merge.previewRollback();
        console.err().text(new TextReport(console.err().ink()).rollback(preview));
        confirmation.ask(preview.liveSchema(), arguments, console);
        RollbackReport report = merge.rollback(new SwapLines(console));
        console.out()
                .text(
                        arguments.has(Flag.JSON)
                                ? JsonReport.rollback(report)
                                : new TextReport(console.out().ink()).rollback(report));
        return report.troubles().isEmpty() ? 0 : ErrorCode.AFTER_PROMOTION.exitCode();
    }
}
