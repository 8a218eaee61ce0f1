package dev.dbmerge.internal.yaml;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.yaml.SourceFile.NotUtf8Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A file of YAML while it is read: its text, the environment and the mistakes found so far.
 *
 * @param environment what {@code ${VAR}} and {@code password-env} are read from
 */
public record YamlDocument(Kind kind, SourceFile source, Map<String, String> environment, Mistakes mistakes) {
    /** A character that no text holds, of as many code points as the question mark for which it stands. */
    private static final String STAND_IN = Character.toString(0x1FFFE);

    private static final Pattern QUESTION =
            Pattern.compile("(?m)(?<=:[ \\t]{1,99})\\?(?=[ \\t]*(?:[,}\\]]|$)|[ \\t]+#)");

    /** What a file is, as messages name it. */
    public enum Kind {
        SPEC("spec", "Start it with version: 1."),
        RELEASE("release", "Start it with version: 1."),
        CASES("case file", "Start it with - case: and what the case shows."),
        ACCEPTED("file of accepted changes", "Start it with - change: and its name, or remove the file.");

        private final String noun;
        private final String start;

        Kind(String noun, String start) {
            this.noun = noun;
            this.start = start;
        }
    }

    /** Reads the file's text, or notes why not. */
    public static Optional<YamlDocument> read(
            Kind kind, Path file, Map<String, String> environment, Mistakes mistakes) {
        SourceFile nothing = new SourceFile(file, "");
        Position start = nothing.at(1, 1);
        try {
            return Optional.of(new YamlDocument(kind, SourceFile.read(file), environment, mistakes));
        } catch (NotUtf8Exception e) {
            mistakes.add(
                    ErrorCode.SPEC_FILE,
                    e.readable(),
                    e.readable().at(e.offset()),
                    "The " + kind.noun + " is not UTF-8: the byte here is part of no character.",
                    "Save the file as UTF-8.");
        } catch (NoSuchFileException e) {
            mistakes.add(
                    ErrorCode.SPEC_FILE,
                    nothing,
                    start,
                    "There is no such file.",
                    "Name the " + kind.noun + " by its path.");
        } catch (IOException e) {
            boolean folder = Files.isDirectory(file);
            mistakes.add(
                    ErrorCode.SPEC_FILE,
                    nothing,
                    start,
                    folder ? "This is a folder, not a " + kind.noun + "." : "The file cannot be read.",
                    folder
                            ? "Name the file in it, such as " + file.resolve("merge.yml") + "."
                            : "Allow this user to read it.");
        }
        return Optional.empty();
    }

    /** Gives another text that stands for a part of this file. */
    public YamlDocument with(String text) {
        return new YamlDocument(kind, new SourceFile(source.path(), text), environment, mistakes);
    }

    /** Gives the file's only document, or notes why there is none. */
    public Optional<YamlNode> root() {
        Position start = source.at(1, 1);
        try {
            LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
            Iterator<Node> documents =
                    new Compose(settings).composeAllFromString(composed()).iterator();
            if (!documents.hasNext()) {
                mistake(ErrorCode.SPEC_FILE, start, "The " + kind.noun + " is empty.", kind.start);
                return Optional.empty();
            }
            Node root = documents.next();
            if (documents.hasNext()) {
                mistake(
                        ErrorCode.SPEC_SYNTAX,
                        at(documents.next().getStartMark(), start),
                        "A second document starts before this line.",
                        "Write one " + kind.noun + " a file, without --- between parts.");
            }
            return Optional.of(new YamlNode(this, subject(), root, start));
        } catch (MarkedYamlEngineException e) {
            SyntaxMistake.of(this, e);
        } catch (ReaderException e) {
            mistake(
                    ErrorCode.SPEC_SYNTAX,
                    source.at(source.text().offsetByCodePoints(0, e.getPosition())),
                    String.format("The character U+%04X has no place in YAML.", e.getCodePoint()),
                    "Remove it.");
        } catch (YamlEngineException e) {
            mistake(ErrorCode.SPEC_SYNTAX, start, subject() + " is not YAML: " + e.getMessage() + ".", "");
        }
        return Optional.empty();
    }

    /** YAML takes a question mark that stands alone for the begin of a key; a case means the word. */
    private String composed() {
        return kind == Kind.CASES ? QUESTION.matcher(source.text()).replaceAll(STAND_IN) : source.text();
    }

    /** Gives a scalar as the file has it. */
    String written(String composed) {
        return composed.replace(STAND_IN, "?");
    }

    /** Gives how a sentence about the file begins. */
    public String subject() {
        return "The " + kind.noun;
    }

    public Position at(Optional<Mark> mark, Position otherwise) {
        return mark.map(place -> source.at(place.getLine() + 1, place.getColumn() + 1))
                .orElse(otherwise);
    }

    public void mistake(ErrorCode code, Position at, String problem, String remedy) {
        mistakes.add(code, source, at, problem, remedy);
    }

    /** Gives the folder that its paths are relative to. */
    public Path folder() {
        Path parent = source.path().getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** Gives a path in the file, relative to its file. */
    public Path resolve(String path) {
        return source.path().resolveSibling(path);
    }
}
