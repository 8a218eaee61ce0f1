package dev.dbmerge.cli;

import dev.dbmerge.spec.MergeSpec;
import java.util.List;

/** {@code dbmerge promote}: puts a verified target in the live database's place. */
final class PromoteCommand implements Command {
    private final Merge.Opener opener;
    private final Confirmation confirmation;
    private final Interruption interruption;

    PromoteCommand(Merge.Opener opener, Confirmation confirmation, Interruption interruption) {
        this.opener = opener;
        this.confirmation = confirmation;
        this.interruption = interruption;
    }

    @Override
    public String name() {
        return "promote";
    }

    @Override
    public String summary() {
        return "put the verified target in the live database's place";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Finds the run in the target's journal, and refuses where it did not verify, or",
                "a structure or production's migrations changed since. Then catches up with what",
                "production wrote since, from its binary log and while its writers go on; proves",
                "that every row of production is accounted for; holds the writers off for the",
                "last of it; and swaps all tables in one RENAME. The tables that were live are",
                "kept in a database of their own, LIVE_old_DATE_TIME.",
                "",
                "Where promote.backup in the spec names a folder, the live database is backed up",
                "there first: files that a plain client restores, which are restored and compared",
                "before anything else happens (--no-backup-proof leaves that out).",
                "",
                "Whatever fails before the swap is taken back (code 7), and the live database is",
                "as before. Between swap and deployment the running application meets the new",
                "tables: what it will miss is said beforehand, and hooks named before-swap and",
                "after-swap are the place for a maintenance page and the deployment.",
                "",
                "On a terminal it asks for the live database's name; elsewhere say --yes.",
                "--check says what would be done, and touches nothing.",
                "",
                "After a kill, a crash or a lost connection run dbmerge recover.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.CONFIG, Flag.CHECK, Flag.WAY, Flag.NO_BACKUP_PROOF, Flag.YES, Flag.THREADS);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        boolean check = arguments.has(Flag.CHECK);
        Confirmation.required(arguments, console, !check);
        MergeSpec spec = Specs.one(this, arguments, console);
        Merge.Choice[] choices = arguments.has(Flag.NO_BACKUP_PROOF)
                ? new Merge.Choice[] {Merge.Choice.WITHOUT_BACKUP_PROOF}
                : new Merge.Choice[0];
        Merge.Terms terms = new Merge.Terms(choices).swapping(arguments.way()).with(arguments.threads());
        try (Merge merge = opener.open(spec, terms)) {
            Promote promote = new Promote(merge, confirmation, arguments, console);
            return interruption.during(merge::interrupt, check ? promote::preview : promote::exitCode);
        }
    }
}
