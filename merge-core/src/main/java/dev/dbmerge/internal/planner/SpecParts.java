package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.plan.PlanBasis.Part;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.spec.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Names the parts of a spec that decide what a run does, by hashes of what they say.
 *
 * <p>Where the servers are and who asks them is no part, nor is a comment. Files of the fixes and of what {@code migrations.run}
 * names count; hooks, which are asked and decide nothing, do not.
 */
final class SpecParts {
    private final List<Part> parts = new ArrayList<>();

    private SpecParts() {}

    static List<Part> of(MergeSpec spec) {
        SpecParts all = new SpecParts();
        all.database("staging", spec.staging());
        all.database("production", spec.production());
        spec.overlay().values().forEach(all::overlay);
        spec.tables()
                .values()
                .forEach(table -> all.put("tables." + table.table(), table.content(), table.keepProduction()));
        spec.references().forEach(all::reference);
        spec.discard().forEach(name -> all.put("discard of " + name));
        all.put(
                "migrations",
                spec.migrations().version(),
                spec.migrations().done(),
                spec.migrations().run().map(SpecParts::content));
        spec.cleanup().forEach(rule -> all.put("cleanup rule " + rule.id(), rule.sql(), rule.limits(), rule.scope()));
        spec.checks().forEach(check -> all.put("check " + check.id(), check.sql()));
        spec.fixes().ifPresent(all::fixes);
        return all.parts;
    }

    private void database(String side, Database database) {
        put(side + ".url or schema", database.schema());
        put(side + ".consistency", database.consistency());
    }

    private void overlay(Overlay overlay) {
        put(
                "overlay." + overlay.table(),
                overlay.from(),
                overlay.where(),
                overlay.columns(),
                overlay.defaults(),
                overlay.convert(),
                overlay.drop(),
                overlay.keepStaging(),
                overlay.structure(),
                overlay.engine());
    }

    private void reference(Reference reference) {
        put("reference " + reference.text(), reference.orphans());
    }

    private void fixes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> put("fix " + folder.relativize(file), content(file)));
        } catch (IOException e) {
            put("fixes", e.getClass());
        }
    }

    /** What cannot be read stops the run where it is needed. */
    private static String content(Path file) {
        try {
            return Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return e.getClass().getName();
        }
    }

    private void put(String name, Object... values) {
        String[] texts = Stream.of(values).map(Objects::toString).toArray(String[]::new);
        parts.add(new Part("", name, Fingerprint.ofTexts(texts)));
    }
}
