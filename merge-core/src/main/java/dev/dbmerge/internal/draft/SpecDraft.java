package dev.dbmerge.internal.draft;

import dev.dbmerge.internal.planner.ExistingTarget;
import dev.dbmerge.internal.planner.TargetReferences;
import dev.dbmerge.internal.planner.TargetRows;
import dev.dbmerge.internal.reference.Link;
import dev.dbmerge.internal.run.RunFactory;
import dev.dbmerge.internal.run.Servers;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.yaml.YamlText;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Drafts a spec from two live databases: guesses what is users' data, plans with that, and writes down what has to be decided. */
public final class SpecDraft {
    private final Path file;
    private final Map<String, String> environment;
    private final String head;

    /**
     * Makes the drafter.
     *
     * @param file where the spec is to stand; relative paths in it are read from there
     * @param head the spec's version, name and databases
     */
    public SpecDraft(Path file, Map<String, String> environment, String head) {
        this.file = file;
        this.environment = Map.copyOf(environment);
        this.head = head;
    }

    /** Gives the spec that the head alone is. */
    public MergeSpec databases() {
        return SpecLoader.assemble(file, environment, List.of(head, "overlay: {}"));
    }

    /** Gives the text of the draft; both sources are read, nothing is written. */
    public String text(Servers servers) {
        Guess guess;
        MergeSpec proposed;
        List<Link> references;
        try (Session staging = servers.staging().open();
                Session production = servers.production().open()) {
            Schema ours = SchemaReader.read(staging, servers.staging().schema());
            Schema theirs = SchemaReader.read(production, servers.production().schema());
            guess = Guess.of(ours, staging, theirs, production);
            proposed = proposed(guess);
            references = references(proposed, TargetRows.of(proposed, ours, theirs, staging, production, false));
        }
        MergePlan plan = new RunFactory(proposed, servers, ExistingTarget.REFUSE).plan();
        return new DraftText(head, guess, references, plan).text();
    }

    private MergeSpec proposed(Guess guess) {
        StringBuilder spec = new StringBuilder(head);
        spec.append(guess.overlaid().isEmpty() ? "overlay: {}\n" : "overlay:\n");
        guess.overlaid()
                .keySet()
                .forEach(table ->
                        spec.append("  ").append(YamlText.scalar(table)).append(": {}\n"));
        return SpecLoader.assemble(file, environment, List.of(spec.toString()));
    }

    /** Those that the plan asks about and that no foreign key declares. */
    private static List<Link> references(MergeSpec spec, TargetRows rows) {
        return new TargetReferences(spec, rows)
                .all().stream()
                        .filter(link -> !link.declared())
                        .filter(link -> rows.changed(link.table()) || rows.changed(link.toTable()))
                        .toList();
    }
}
