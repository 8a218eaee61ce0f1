package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.SpecException;
import dev.dbmerge.error.SpecProblem;
import dev.dbmerge.internal.yaml.Suggestion;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the top level of a release. */
final class ReleaseReader {
    private static final List<String> KEYS = List.of("version", "name", "specs", "references", "hooks");

    private final Map<String, String> environment;
    private final List<SpecProblem> problems = new ArrayList<>();
    private final Map<String, MergeSpec> specs = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> seen = new HashSet<>();

    ReleaseReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Gives the mistakes of the specs that were read, which stand in their own files. */
    List<SpecProblem> problemsOfSpecs() {
        return problems;
    }

    /** Gives the release; nothing where what it cannot be without is missing, which is noted. */
    Optional<ReleaseSpec> read(YamlNode root) {
        if (root.isNothing()) {
            root.mistake(ErrorCode.SPEC_FILE, "The release is empty.", "Start it with version: 1.");
            return Optional.empty();
        }
        return root.mapping().flatMap(this::read);
    }

    private Optional<ReleaseSpec> read(YamlMapping release) {
        release.refuseOthers(KEYS);
        release.require("version", "Write version: 1.").ifPresent(SpecReader::version);
        Optional<String> name = release.require("name", "Write name: and a short name for the release.")
                .flatMap(SpecReader::name);
        release.require("specs", "Write specs: { name: path/to/merge.yml, ... }.")
                .ifPresent(this::specs);
        List<ReleaseReference> references = release.get("references").stream()
                .flatMap(node -> node.list().stream())
                .flatMap(item -> reference(item).stream())
                .toList();
        Optional<Path> hooks = release.get("hooks").flatMap(SpecReader::folder);
        return name.map(
                found -> new ReleaseSpec(release.owner().document().source().path(), found, specs, references, hooks));
    }

    private void specs(YamlNode node) {
        if (node.isList()) {
            node.list().forEach(item -> spec(item, Optional.empty()));
        } else {
            node.mapping()
                    .ifPresent(mapping -> mapping.values().forEach((name, item) -> spec(item, Optional.of(name))));
        }
        if (names.isEmpty() && specs.isEmpty() && problems.isEmpty()) {
            node.mistake("specs names no spec.", "Write specs: { name: path/to/merge.yml, ... }.");
        }
    }

    private void spec(YamlNode item, Optional<String> given) {
        given.ifPresent(names::add);
        Optional<Path> file = item.text().map(path -> item.document().resolve(path));
        if (file.isEmpty()) {
            return;
        }
        if (!Files.isRegularFile(file.get())) {
            item.mistake(
                    ErrorCode.SPEC_MISSING_FILE,
                    file.get() + " does not exist.",
                    "Name the spec's file; paths are relative to the release.");
            return;
        }
        try {
            MergeSpec spec = SpecLoader.load(file.get(), environment);
            String name = given.orElse(spec.name());
            names.add(name);
            refuseSameTarget(item, name, spec);
            if (specs.putIfAbsent(name, spec) != null) {
                item.mistake("Two specs have the name " + name + ".", "Write specs as a mapping that names each.");
            }
        } catch (SpecException e) {
            problems.addAll(e.problems());
        }
    }

    private void refuseSameTarget(YamlNode item, String name, MergeSpec spec) {
        specs.forEach((other, before) -> {
            if (before.target().url().equals(spec.target().url())
                    && before.target().schema().equals(spec.target().schema())) {
                item.mistake(
                        ErrorCode.SPEC_SAME_DATABASE,
                        "The specs " + other + " and " + name + " build one target, "
                                + spec.target().schema() + ".",
                        "Give each a target.schema of its own.");
            }
        });
    }

    private Optional<ReleaseReference> reference(YamlNode item) {
        return ReferenceForm.BETWEEN_SPECS
                .read(item)
                .map(written -> new ReleaseReference(
                        written.from().spec(),
                        written.from().table(),
                        written.from().columns().get(0),
                        written.to().spec(),
                        written.to().table(),
                        written.to().columns().get(0),
                        written.orphans(),
                        item.at()))
                .filter(found -> fits(found, item));
    }

    private boolean fits(ReleaseReference reference, YamlNode item) {
        boolean known = known(reference.spec(), item) & known(reference.toSpec(), item);
        if (known && reference.spec().equals(reference.toSpec())) {
            item.mistake(
                    ErrorCode.SPEC_REFERENCE,
                    "The reference " + reference.text() + " stays within one spec.",
                    "Write it under references of that spec, without the spec's name.");
            return false;
        }
        if (!seen.add(reference.text())) {
            item.mistake(
                    ErrorCode.SPEC_REFERENCE,
                    "The reference " + reference.text() + " stands twice.",
                    "Keep one of the two.");
            return false;
        }
        return known;
    }

    private boolean known(String spec, YamlNode item) {
        if (names.contains(spec) || !problems.isEmpty() && names.isEmpty()) {
            return true;
        }
        item.mistake(
                ErrorCode.SPEC_REFERENCE,
                "The release has no spec " + spec + ".",
                Suggestion.sentence(spec, names.stream().sorted().toList()));
        return false;
    }
}
