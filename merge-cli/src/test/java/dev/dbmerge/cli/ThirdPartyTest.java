package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the list of third-party jars to what the build puts on the command's class path. */
class ThirdPartyTest {
    private static final Path LIST = Path.of("licenses", "THIRD-PARTY.md");

    /** Written by the build: {@code group:artifact:type:version:scope}, a line each. */
    private static final Path RUNTIME = Path.of("target", "runtime-dependencies.txt");

    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|.*");
    private static final Pattern DEPENDENCY = Pattern.compile("^ +[^:]+:([^:]+):jar:([^:]+):\\w+.*");

    @Test
    void everyShippedJarIsListedWithItsLicenceAndNoOther() throws IOException {
        Set<String> listed = matches(LIST, ROW, "$1");
        Set<String> shipped = matches(RUNTIME, DEPENDENCY, "$1-$2.jar");

        assertEquals(String.join("\n", shipped), String.join("\n", listed));
    }

    private static Set<String> matches(Path file, Pattern line, String replacement) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line::matcher)
                .filter(match -> match.matches())
                .map(match -> match.replaceFirst(replacement))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
