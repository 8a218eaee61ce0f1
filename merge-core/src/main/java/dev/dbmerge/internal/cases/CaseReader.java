package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.SpecException;
import dev.dbmerge.internal.yaml.Mistakes;
import dev.dbmerge.internal.yaml.SourceFile;
import dev.dbmerge.spec.MergeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the cases of a spec from their folder; connects to nothing. */
public final class CaseReader {
    private static final Set<String> ACCEPTED = Set.of("accepted.yml", "accepted.yaml");

    private final Mistakes mistakes = new Mistakes();
    private final List<RuleCase> cases = new ArrayList<>();
    private final Map<Subject, List<AcceptedChange>> accepted = new LinkedHashMap<>();
    private final Selected selected;

    private CaseReader(List<Path> only) {
        this.selected = new Selected(only);
    }

    /**
     * Reads the cases of a spec.
     *
     * @param only case files or folders to restrict to; empty for all
     * @throws SpecException with every mistake of the cases
     */
    public static CaseSuite read(MergeSpec spec, List<Path> only) {
        CaseReader reader = new CaseReader(only);
        Path folder = spec.test().cases();
        Subjects subjects = new Subjects(spec);
        for (Path child : reader.children(folder)) {
            if (Files.isDirectory(child)) {
                subjects.of(child, reader.mistakes).ifPresent(subject -> reader.subject(subject, child));
            } else if (isYaml(child)) {
                reader.mistake(
                        child,
                        "The case file lies beside the folders of the rules.",
                        "Move it into the folder of what it tests, such as "
                                + folder.resolve(subjects.example()).resolve(child.getFileName()) + ".");
            }
        }
        return reader.suite(spec.file());
    }

    /**
     * Reads whole-merge cases that have no spec above them.
     *
     * @param folder of case files and case folders
     * @throws SpecException with every mistake of the cases
     */
    public static CaseSuite standalone(Path folder) {
        CaseReader reader = new CaseReader(List.of());
        reader.subject(
                new Subject(
                        Subject.Kind.MERGE,
                        folder.toAbsolutePath().normalize().getFileName().toString()),
                folder);
        return reader.suite(folder);
    }

    private CaseSuite suite(Path file) {
        selected.unused()
                .forEach(path -> mistake(path, "No case lies here.", "Name a case file, or a folder of cases."));
        cases.forEach(new Contradictions(mistakes)::refuse);
        mistakes.throwIfAny(file);
        return new CaseSuite(cases, accepted);
    }

    private void subject(Subject subject, Path folder) {
        for (Path child : children(folder)) {
            if (Files.isDirectory(child)) {
                if (selected.takes(child)) {
                    new CaseFolder(subject, child, mistakes).read().ifPresent(cases::add);
                }
            } else if (ACCEPTED.contains(child.getFileName().toString())) {
                accepted.computeIfAbsent(subject, key -> new ArrayList<>())
                        .addAll(new AcceptedReader(mistakes).read(child));
            } else if (isYaml(child)) {
                if (selected.takes(child)) {
                    cases.addAll(new CaseFile(subject, child, mistakes).read());
                }
            } else if (child.toString().matches(".*\\.(sql|tsv)|.*expect-failure\\.txt")) {
                mistake(
                        child,
                        "The file belongs to a case folder and lies beside it.",
                        "Make a folder for the case and move the file there.");
            }
        }
    }

    private static boolean isYaml(Path file) {
        return file.toString().endsWith(".yml") || file.toString().endsWith(".yaml");
    }

    /** Gives what lies in a folder, without hidden files. */
    private List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            mistake(folder, "The folder cannot be read.", "Allow this user to read it.");
            return List.of();
        }
    }

    private void mistake(Path file, String problem, String remedy) {
        SourceFile nothing = new SourceFile(file, "");
        mistakes.add(ErrorCode.CASE, nothing, nothing.at(1, 1), problem, remedy);
    }

    /** Which files are asked for. */
    private static final class Selected {
        private final List<Path> only;
        private final List<Path> unused;

        Selected(List<Path> only) {
            this.only = List.copyOf(only);
            this.unused = new ArrayList<>(only);
        }

        /** Takes what is asked for, what lies below that, and a case folder of which a file is asked for. */
        boolean takes(Path file) {
            Path own = absolute(file);
            List<Path> asked = only.stream()
                    .filter(path ->
                            own.startsWith(absolute(path)) || absolute(path).startsWith(own) && Files.exists(path))
                    .toList();
            unused.removeAll(asked);
            return only.isEmpty() || !asked.isEmpty();
        }

        private static Path absolute(Path path) {
            return path.toAbsolutePath().normalize();
        }

        List<Path> unused() {
            return unused;
        }
    }

    /** Reads a file's text, or notes why not. */
    static Optional<SourceFile> text(Path file, Mistakes mistakes) {
        SourceFile nothing = new SourceFile(file, "");
        try {
            return Optional.of(SourceFile.read(file));
        } catch (SourceFile.NotUtf8Exception e) {
            mistakes.add(
                    ErrorCode.CASE,
                    e.readable(),
                    e.readable().at(e.offset()),
                    "The file is not UTF-8: the byte here is part of no character.",
                    "Save it as UTF-8.");
        } catch (IOException e) {
            mistakes.add(
                    ErrorCode.CASE,
                    nothing,
                    nothing.at(1, 1),
                    "The file cannot be read.",
                    "Allow this user to read it.");
        }
        return Optional.empty();
    }
}
