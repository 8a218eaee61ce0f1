package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.SpecException;
import dev.dbmerge.internal.yaml.Mistakes;
import dev.dbmerge.internal.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads a spec and the SQL files that it names; connects to nothing. */
public final class SpecLoader {
    private SpecLoader() {}

    /**
     * Reads a spec with this process's environment.
     *
     * @param file such as {@code ete/merge.yml}; messages name it as it is given here
     * @throws SpecException with every mistake of the spec and its files
     */
    public static MergeSpec load(Path file) {
        return load(file, System.getenv());
    }

    /**
     * Reads a spec.
     *
     * <p>A mistake of YAML itself stands alone, since nothing behind it can be read.
     *
     * @param file such as {@code ete/merge.yml}; messages name it as it is given here
     * @param environment what {@code ${VAR}} and {@code password-env} are read from
     * @throws SpecException with every mistake of the spec and its files
     */
    public static MergeSpec load(Path file, Map<String, String> environment) {
        Mistakes mistakes = new Mistakes();
        Optional<MergeSpec> spec = YamlDocument.read(YamlDocument.Kind.SPEC, file, environment, mistakes)
                .flatMap(YamlDocument::root)
                .flatMap(new SpecReader()::read);
        mistakes.throwIfAny(file);
        return spec.orElseThrow(() -> new MergeException(
                ErrorCode.UNEXPECTED, file + " could not be read, and no mistake was found in it.", "Report this."));
    }
}
