package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithoutJUnitTest {
    @Test
    void casesRunWithoutItAndWhatNeedsItSaysSo(@TempDir Path folder) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*[/\\\\](junit-|opentest4j|apiguardian)[^/\\\\]*"))
                .collect(Collectors.joining(File.pathSeparator));
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        WithoutJUnitMain.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        List<String> lines =
                new String(java.getInputStream().readAllBytes()).lines().toList();

        assertEquals(
                List.of(
                        "2 cases",
                        "java.lang.AssertionError",
                        "The tests of cases need JUnit, which is not on the class path (org/junit/jupiter/api/DynamicNode)."
                                + " Add org.junit.jupiter:junit-jupiter, 5.13 or later."),
                lines);
    }
}
