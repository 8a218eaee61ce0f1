package dev.dbmerge.internal.yaml;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.Position;
import dev.dbmerge.error.SpecException;
import dev.dbmerge.error.SpecProblem;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Gathers the mistakes of a file and of those that it names, with passwords in their lines masked. */
public final class Mistakes {
    /** What stands behind {@code password:} or {@code password=}, and before the @ of {@code //user:password@host}. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(?<=(?:passwd|password|pwd|secret)[\"']?\\s{0,5}:\\s{0,9})\\S.*"
                    + "|(?<=(?:pass|pwd|secret)\\w{0,10}=)[^&\\s]+"
                    + "|(?<=//[^@\\s\"']{0,99}:)[^@\\s\"']+(?=@)");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

    private final Set<SpecProblem> problems = new LinkedHashSet<>();

    public void add(ErrorCode code, SourceFile file, Position at, String problem, String remedy) {
        String line = file.line(at.line());
        Optional<String> shown = line.isBlank() ? Optional.empty() : Optional.of(masked(line));
        problems.add(new SpecProblem(code, at, problem, remedy, shown));
    }

    /** Keeps the length, so that the caret stays under its column. */
    private static String masked(String line) {
        String printable = CONTROL.matcher(line).replaceAll("?");
        return SECRET.matcher(printable)
                .replaceAll(found -> "*".repeat(found.group().length()));
    }

    /** Throws what was gathered, the file's own mistakes first. */
    public void throwIfAny(Path file) {
        if (!problems.isEmpty()) {
            Comparator<SpecProblem> order = Comparator.comparing(
                            (SpecProblem problem) -> !problem.position().file().equals(file))
                    .thenComparing(problem -> problem.position().file())
                    .thenComparing(problem -> problem.position().line())
                    .thenComparing(problem -> problem.position().column());
            throw new SpecException(problems.stream().sorted(order).toList());
        }
    }
}
