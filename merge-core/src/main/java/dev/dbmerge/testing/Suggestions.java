package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.report.MutantResult;
import dev.dbmerge.report.MutantResult.Fate;
import dev.dbmerge.report.RuleCoverage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cases that a rule's coverage misses, each with its expectation left open.
 *
 * @param folder of the rule's cases
 * @param names of the changes that a case would make noticed, by the case
 */
record Suggestions(Path folder, Map<String, List<String>> names) {
    /** An expectation reaches to the next line that is indented no further. */
    private static final Pattern EXPECT = Pattern.compile("(?m)^  expect:.*(?:\\R {3,}.*)*");

    static Suggestions of(RuleCoverage coverage, Path folder) {
        Map<String, List<String>> names = coverage.of(Fate.UNNOTICED).stream()
                .filter(mutant -> mutant.revealing().isPresent())
                .collect(Collectors.groupingBy(
                        mutant -> open(mutant.revealing().orElseThrow()),
                        LinkedHashMap::new,
                        Collectors.mapping(MutantResult::name, Collectors.toList())));
        return new Suggestions(folder, names);
    }

    private static String open(String yaml) {
        return EXPECT.matcher(yaml.stripTrailing()).replaceAll("  expect: ?");
    }

    /** Writes them to a new file; none where there is nothing to suggest. */
    Optional<Path> write() {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String text = names.entrySet().stream()
                .map(entry -> "# notices: " + String.join("; ", entry.getValue()) + "\n" + entry.getKey() + "\n")
                .collect(Collectors.joining("\n"));
        Path file = folder.resolve("suggested.yml");
        for (int number = 2; !written(file, text); number++) {
            file = folder.resolve("suggested-" + number + ".yml");
        }
        return Optional.of(file);
    }

    private boolean written(Path file, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.exists(file)) {
                return false;
            }
            throw unwritable(file, e);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static MergeException unwritable(Path file, IOException e) {
        return new MergeException(
                ErrorCode.REPORT_FILE,
                "The suggested cases " + file + " cannot be written: " + Folders.reason(e) + ".",
                "Make its folder writable.",
                e);
    }
}
