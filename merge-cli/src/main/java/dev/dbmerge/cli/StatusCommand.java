package dev.dbmerge.cli;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.StatusReport;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@code dbmerge status}: shows what there is, and drops what is no longer kept. */
final class StatusCommand implements Command {
    private final Merge.Opener opener;
    private final Confirmation confirmation;
    private final Interruption interruption;

    StatusCommand(Merge.Opener opener, Confirmation confirmation, Interruption interruption) {
        this.opener = opener;
        this.confirmation = confirmation;
        this.interruption = interruption;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String summary() {
        return "show what there is, where users' data lies, and clean up";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Shows the live database, the target with its run, promotion and archives, the",
                "databases that keep previous tables, backups, and what stopped processes left:",
                "how large and how old each is, and what becomes of it. Writes nothing. Of a",
                "release (release.yml) every spec is shown in turn.",
                "",
                "--clean drops what promote.keep and retention of the spec no longer keep, once",
                "it was shown and confirmed; elsewhere than on a terminal say --yes. Where one",
                "cannot be dropped it stops with 4, and says what is gone and what is not.");
    }

    @Override
    public List<Flag> flags() {
        return List.of(Flag.CONFIG, Flag.CLEAN, Flag.YES);
    }

    @Override
    public int run(Arguments arguments, Console console) {
        Collection<MergeSpec> specs = Specs.isRelease(arguments, console)
                ? Specs.release(arguments, console).specs().values()
                : List.of(SpecLoader.load(arguments.spec(), console.environment()));
        List<String> documents = new ArrayList<>();
        try {
            for (MergeSpec spec : specs) {
                try (Merge merge = opener.open(spec, new Merge.Terms())) {
                    interruption.during(merge::interrupt, () -> one(merge, documents::add, arguments, console));
                }
            }
        } finally {
            // Where a later spec fails, what was dropped of the earlier ones is told all the same.
            print(documents, specs.size() > 1, console);
        }
        return 0;
    }

    private static void print(List<String> documents, boolean several, Console console) {
        if (several && !documents.isEmpty()) {
            console.out()
                    .text(documents.stream().map(String::strip).collect(Collectors.joining(",\n", "[\n", "\n]\n")));
        } else {
            documents.forEach(console.out()::text);
        }
    }

    private int one(Merge merge, Consumer<String> documents, Arguments arguments, Console console) {
        StatusReport shown = merge.status();
        boolean json = arguments.has(Flag.JSON);
        if (!arguments.has(Flag.CLEAN)) {
            if (json) {
                documents.accept(JsonReport.status(shown));
            } else {
                console.out().text(new TextReport(console.out().ink()).status(shown));
            }
            return 0;
        }
        console.err().text(new TextReport(console.err().ink()).status(shown));
        if (!shown.toDrop().isEmpty()) {
            confirmation.askToDrop(arguments, console);
        }
        var report = merge.clean(shown, new MergeListener() {
            @Override
            public void noted(String note) {
                console.err().line(note);
            }
        });
        if (json) {
            documents.accept(JsonReport.cleaning(report));
        } else {
            console.out().text(new TextReport(console.out().ink()).cleaning(report));
        }
        return 0;
    }
}
