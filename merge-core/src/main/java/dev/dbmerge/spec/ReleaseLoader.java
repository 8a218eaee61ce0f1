package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.SpecException;
import dev.dbmerge.error.SpecProblem;
import dev.dbmerge.internal.yaml.Mistakes;
import dev.dbmerge.internal.yaml.YamlDocument;
import dev.dbmerge.internal.yaml.YamlDocument.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a release and the specs that it names; connects to nothing. */
public final class ReleaseLoader {
    private ReleaseLoader() {}

    /**
     * Tells whether a file is a release rather than the spec of one merge: it has {@code specs}.
     *
     * @return false for a file that cannot be read as well; {@link SpecLoader} says what is wrong with it
     */
    public static boolean isRelease(Path file, Map<String, String> environment) {
        return YamlDocument.read(Kind.RELEASE, file, environment, new Mistakes())
                .flatMap(YamlDocument::root)
                .filter(root -> root.isMapping())
                .flatMap(root -> root.mapping())
                .map(mapping -> mapping.get("specs").isPresent())
                .orElse(false);
    }

    /**
     * Reads a release.
     *
     * @param file such as {@code sql/release.yml}; messages name it as it is given here
     * @param environment what {@code ${VAR}} and {@code password-env} are read from
     * @throws SpecException with every mistake of the release, its specs and their files
     */
    public static ReleaseSpec load(Path file, Map<String, String> environment) {
        Mistakes mistakes = new Mistakes();
        ReleaseReader reader = new ReleaseReader(environment);
        Optional<ReleaseSpec> release = YamlDocument.read(Kind.RELEASE, file, environment, mistakes)
                .flatMap(YamlDocument::root)
                .flatMap(reader::read);
        List<SpecProblem> problems = new ArrayList<>();
        try {
            mistakes.throwIfAny(file);
        } catch (SpecException e) {
            problems.addAll(e.problems());
        }
        problems.addAll(reader.problemsOfSpecs());
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        return release.orElseThrow(() -> new MergeException(
                ErrorCode.UNEXPECTED, file + " could not be read, and no mistake was found in it.", "Report this."));
    }
}
