package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.Position;
import dev.dbmerge.spec.SourceFile.NotUtf8Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A spec's file while it is read: its text, the environment and the mistakes found so far.
 *
 * @param environment what {@code ${VAR}} and {@code password-env} are read from
 */
record SpecDocument(SourceFile source, Map<String, String> environment, Mistakes mistakes) {
    /** Reads the file's text, or notes why not. */
    static Optional<SpecDocument> read(Path file, Map<String, String> environment, Mistakes mistakes) {
        SourceFile nothing = new SourceFile(file, "");
        Position start = nothing.at(1, 1);
        try {
            return Optional.of(new SpecDocument(SourceFile.read(file), environment, mistakes));
        } catch (NotUtf8Exception e) {
            mistakes.add(
                    ErrorCode.SPEC_FILE,
                    e.readable(),
                    e.readable().at(e.offset()),
                    "The spec is not UTF-8: the byte here is part of no character.",
                    "Save the file as UTF-8.");
        } catch (NoSuchFileException e) {
            mistakes.add(ErrorCode.SPEC_FILE, nothing, start, "There is no such file.", "Name the spec by its path.");
        } catch (IOException e) {
            boolean folder = Files.isDirectory(file);
            mistakes.add(
                    ErrorCode.SPEC_FILE,
                    nothing,
                    start,
                    folder ? "This is a folder, not a spec." : "The file cannot be read.",
                    folder
                            ? "Name the file in it, such as " + file.resolve("merge.yml") + "."
                            : "Allow this user to read it.");
        }
        return Optional.empty();
    }

    /** Gives the file's only document, or notes why there is none. */
    Optional<SpecNode> root() {
        Position start = source.at(1, 1);
        try {
            LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
            Iterator<Node> documents =
                    new Compose(settings).composeAllFromString(source.text()).iterator();
            if (!documents.hasNext()) {
                mistake(ErrorCode.SPEC_FILE, start, "The spec is empty.", "Start it with version: 1.");
                return Optional.empty();
            }
            Node root = documents.next();
            if (documents.hasNext()) {
                mistake(
                        ErrorCode.SPEC_SYNTAX,
                        at(documents.next().getStartMark(), start),
                        "A second document starts before this line.",
                        "Write one spec a file, without --- between parts.");
            }
            return Optional.of(new SpecNode(this, "The spec", root, start));
        } catch (MarkedYamlEngineException e) {
            SyntaxMistake.of(this, e);
        } catch (ReaderException e) {
            mistake(
                    ErrorCode.SPEC_SYNTAX,
                    source.at(source.text().offsetByCodePoints(0, e.getPosition())),
                    String.format("The character U+%04X has no place in YAML.", e.getCodePoint()),
                    "Remove it.");
        } catch (YamlEngineException e) {
            mistake(ErrorCode.SPEC_SYNTAX, start, "The spec is not YAML: " + e.getMessage() + ".", "");
        }
        return Optional.empty();
    }

    Position at(Optional<Mark> mark, Position otherwise) {
        return mark.map(place -> source.at(place.getLine() + 1, place.getColumn() + 1))
                .orElse(otherwise);
    }

    void mistake(ErrorCode code, Position at, String problem, String remedy) {
        mistakes.add(code, source, at, problem, remedy);
    }

    /** Gives the folder that paths of the spec are relative to. */
    Path folder() {
        Path parent = source.path().getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** Gives a path of the spec, relative to its file. */
    Path resolve(String path) {
        return source.path().resolveSibling(path);
    }
}
