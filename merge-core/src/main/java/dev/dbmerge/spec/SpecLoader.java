package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.SpecException;
import dev.dbmerge.internal.yaml.Mistakes;
import dev.dbmerge.internal.yaml.SourceFile;
import dev.dbmerge.internal.yaml.YamlDocument;
import dev.dbmerge.internal.yaml.YamlDocument.Kind;
import dev.dbmerge.internal.yaml.YamlNode;
import dev.dbmerge.spec.PasswordReader.Need;
import java.nio.file.Path;
import java.util.List;
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
        return load(file, environment, List.of());
    }

    /**
     * Reads a spec whose rules are to be tested: one that names its databases' structure under {@code test} needs no
     * password, since nothing connects to them.
     *
     * @throws SpecException as {@link #load(Path, Map)}
     */
    public static MergeSpec loadForTests(Path file, Map<String, String> environment) {
        try {
            Mistakes mistakes = new Mistakes();
            Optional<YamlDocument> document = YamlDocument.read(Kind.SPEC, file, environment, mistakes);
            MergeSpec spec = read(file, document, List.of(), mistakes, Need.LEAVE);
            return spec.test().structureIsInFiles() ? spec : load(file, environment);
        } catch (SpecException e) {
            return load(file, environment); // says this and what else is wrong
        }
    }

    /**
     * Reads a spec with other values for some of its top-level keys, such as the databases of a test.
     *
     * @param file such as {@code ete/merge.yml}; paths in the replacements are relative to it as well
     * @param environment as above
     * @param replacements YAML mappings of top-level keys; of a key that stands in several the last counts. Places of mistakes in them
     *     are named as if they stood in the file
     * @throws SpecException with every mistake of the spec, the replacements and the files that they name
     */
    public static MergeSpec load(Path file, Map<String, String> environment, List<String> replacements) {
        Mistakes mistakes = new Mistakes();
        return read(file, YamlDocument.read(Kind.SPEC, file, environment, mistakes), replacements, mistakes, Need.READ);
    }

    /**
     * Reads a spec that stands in no file.
     *
     * @param file what paths are relative to and messages name; is not read
     * @param environment as above
     * @param parts as the replacements above
     * @throws SpecException with every mistake of the parts and the files that they name
     */
    public static MergeSpec assemble(Path file, Map<String, String> environment, List<String> parts) {
        Mistakes mistakes = new Mistakes();
        YamlDocument nothing = new YamlDocument(Kind.SPEC, new SourceFile(file, "{}"), environment, mistakes);
        return read(file, Optional.of(nothing), parts, mistakes, Need.READ);
    }

    private static MergeSpec read(
            Path file, Optional<YamlDocument> document, List<String> replacements, Mistakes mistakes, Need passwords) {
        List<YamlNode> nodes = document.stream()
                .flatMap(base ->
                        replacements.stream().filter(yaml -> !yaml.isBlank()).map(base::with))
                .flatMap(replacement -> replacement.root().stream())
                .toList();
        Optional<MergeSpec> spec =
                document.flatMap(YamlDocument::root).flatMap(root -> new SpecReader(passwords).read(root, nodes));
        mistakes.throwIfAny(file);
        return spec.orElseThrow(() -> new MergeException(
                ErrorCode.UNEXPECTED, file + " could not be read, and no mistake was found in it.", "Report this."));
    }
}
