package dev.dbmerge.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the specs, and the cases of them, that paths name. */
final class TestPaths {
    private static final String SPEC = "merge.yml";

    /**
     * A spec to test.
     *
     * @param only files and folders of cases; empty for all
     */
    record Chosen(Path spec, List<Path> only) {
        Chosen {
            only = List.copyOf(only);
        }
    }

    private TestPaths() {}

    /**
     * Gives the specs in the order in which they are named first, each once.
     *
     * @throws dev.dbmerge.error.MergeException with {@link dev.dbmerge.error.ErrorCode#USAGE} for a path that leads to none
     */
    static List<Chosen> chosen(List<Path> paths) {
        Map<Path, Chosen> chosen = new LinkedHashMap<>();
        for (Path path : paths) {
            Optional<Path> spec = specAt(path);
            if (spec.isPresent()) {
                chosen.put(spec.get(), new Chosen(spec.get(), List.of()));
            } else {
                chosen.merge(specOf(path), new Chosen(specOf(path), List.of(path)), TestPaths::both);
            }
        }
        return List.copyOf(chosen.values());
    }

    /** A spec that is named as a whole stays whole. */
    private static Chosen both(Chosen first, Chosen second) {
        List<Path> only = new ArrayList<>(first.only());
        only.addAll(second.only());
        return first.only().isEmpty() ? first : new Chosen(first.spec(), only);
    }

    private static Optional<Path> specAt(Path path) {
        if (!Files.exists(path)) {
            throw Usage.wrong(
                    "There is no file or folder " + path + ".",
                    "Name a spec, a folder with a merge.yml, or cases of one.");
        }
        Path spec = Files.isDirectory(path) ? path.resolve(SPEC) : path;
        return Optional.of(spec).filter(TestPaths::isSpec);
    }

    /** A case has no key {@code version}; a spec has one, or is called as specs are. */
    private static boolean isSpec(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        if (file.endsWith(SPEC)) {
            return true;
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.startsWith("version:"));
        } catch (IOException | UncheckedIOException e) {
            throw Usage.wrong(
                    "The file " + file + " cannot be read (" + e.getClass().getSimpleName() + ").",
                    "Allow this user to read it.");
        }
    }

    private static Path specOf(Path cases) {
        for (Path folder = cases.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(SPEC))) {
                return folder.resolve(SPEC);
            }
        }
        throw Usage.wrong(
                "Neither " + cases + " nor a folder above it has a merge.yml.",
                below(cases)
                        .map(specs -> "Name " + specs + ".")
                        .orElse("Name a spec, a folder with a merge.yml, or cases of one."));
    }

    private static Optional<String> below(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            String specs = children.filter(child -> Files.isRegularFile(child.resolve(SPEC)))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(" or "));
            return Optional.of(specs).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty(); // a file, or a folder that is not for this user
        }
    }
}
