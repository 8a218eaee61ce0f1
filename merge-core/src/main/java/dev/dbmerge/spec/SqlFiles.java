package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.yaml.Mistakes;
import dev.dbmerge.internal.yaml.SourceFile;
import dev.dbmerge.internal.yaml.SourceFile.NotUtf8Exception;
import dev.dbmerge.internal.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds and reads the SQL files that a pattern of the spec names. */
final class SqlFiles {
    private static final Comparator<Path> BY_NAME =
            Comparator.comparing((Path file) -> file.getFileName().toString()).thenComparing(Comparator.naturalOrder());

    private final YamlNode node;

    /** Makes a finder for the pattern that a value holds. */
    SqlFiles(YamlNode node) {
        this.node = node;
    }

    /** Gives the files in the order of their names; notes a pattern that matches none, and two files of one name. */
    List<SourceFile> read() {
        Optional<String> pattern = node.text();
        if (pattern.isEmpty()) {
            return List.of();
        }
        List<Path> files = find(pattern.get());
        Map<String, Path> ids = new HashMap<>();
        for (Path file : files) {
            Path first = ids.putIfAbsent(id(file), file);
            if (first != null) {
                node.mistake(
                        node.path() + " finds two files of one name, " + first + " and " + file + ".",
                        "Rename one of them.");
            }
        }
        return files.stream().flatMap(file -> read(file).stream()).toList();
    }

    /** Gives a file's name without its ending. */
    static String id(Path file) {
        return file.getFileName().toString().replaceFirst("\\.sql$", "");
    }

    private List<Path> find(String pattern) {
        String[] parts = pattern.split("/");
        int plain = 0;
        while (plain < parts.length - 1 && !parts[plain].matches(".*[*?\\[{\\\\].*")) {
            plain++;
        }
        String folder = String.join("/", List.of(parts).subList(0, plain)) + (plain > 0 ? "/" : "");
        Path base =
                folder.isEmpty() ? node.document().folder() : node.document().resolve(folder);
        if (!Files.isDirectory(base)) {
            nothing(pattern, "There is no folder " + base + ".");
            return List.of();
        }
        String rest = String.join("/", List.of(parts).subList(plain, parts.length));
        Optional<List<Path>> files = find(base, rest);
        if (files.isPresent() && files.get().isEmpty()) {
            nothing(pattern, "");
        }
        return files.orElse(List.of());
    }

    private Optional<List<Path>> find(Path base, String pattern) {
        int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/").length;
        try (Stream<Path> found = Files.walk(base, depth, FileVisitOption.FOLLOW_LINKS)) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            return Optional.of(found.filter(file -> matcher.matches(base.relativize(file)))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted(BY_NAME)
                    .toList());
        } catch (PatternSyntaxException e) {
            node.mistake(node.path() + " is not a pattern of files.", "Write it as in cleanup/*.sql.");
        } catch (IOException | UncheckedIOException e) {
            node.mistake(
                    ErrorCode.SPEC_MISSING_FILE,
                    "The folder " + base + " cannot be read.",
                    "Allow this user to read it.");
        }
        return Optional.empty();
    }

    private void nothing(String pattern, String why) {
        String remedy = why.isEmpty() ? "Paths are relative to the spec; leave the key out if there is none." : why;
        node.mistake(ErrorCode.SPEC_MISSING_FILE, node.path() + " matches no file: " + pattern + ".", remedy);
    }

    private Optional<SourceFile> read(Path file) {
        Mistakes mistakes = node.document().mistakes();
        SourceFile nothing = new SourceFile(file, "");
        try {
            return Optional.of(SourceFile.read(file));
        } catch (NotUtf8Exception e) {
            mistakes.add(
                    ErrorCode.SPEC_FILE,
                    e.readable(),
                    e.readable().at(e.offset()),
                    "The file is not UTF-8: the byte here is part of no character.",
                    "Save it as UTF-8.");
        } catch (IOException e) {
            mistakes.add(
                    ErrorCode.SPEC_MISSING_FILE,
                    nothing,
                    nothing.at(1, 1),
                    "The file cannot be read.",
                    "Allow this user to read it.");
        }
        return Optional.empty();
    }

    /**
     * Gives what a reader makes of a file's text, or notes the place that it refuses.
     *
     * @param what the kind of file, such as "Check"
     * @param remedy what to write where the reader does not say it
     */
    <T> Optional<T> parse(SourceFile file, Function<String, T> reader, ErrorCode code, String what, String remedy) {
        try {
            return Optional.of(reader.apply(file.text()));
        } catch (SqlTextException e) {
            node.document()
                    .mistakes()
                    .add(
                            code,
                            file,
                            file.at(e.offset()),
                            what + " " + id(file.path()) + " is refused: " + e.getMessage() + ".",
                            e.remedy().isEmpty() ? remedy : e.remedy());
            return Optional.empty();
        }
    }
}
