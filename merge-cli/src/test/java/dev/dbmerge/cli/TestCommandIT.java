package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the rule of the README on the embedded server, as its reader would. */
class TestCommandIT {
    private static final String SPEC = """
            version: 1
            name: shop
            staging: { url: "jdbc:mysql://127.0.0.1:1/shop_staging", user: merge, password-env: AWAY }
            production: { url: "jdbc:mysql://127.0.0.1:1/shop_production", user: merge, password-env: AWAY }
            target: { schema: shop_new }
            overlay: {}
            cleanup: cleanup/*.sql
            """;

    @TempDir
    private Path folder;

    private Calls calls;

    @BeforeEach
    void write() throws IOException {
        calls = new Calls(
                Commands.all(
                        OpenMerge::open,
                        OpenRuleTests::start,
                        new Interruption(new Output(System.err, Output.Reader.FILE))),
                folder);
        Files.createDirectories(folder.resolve("cleanup"));
        Files.createDirectories(folder.resolve("cases/010-carts"));
        Files.writeString(folder.resolve("cleanup/010-carts.sql"), block("sql\n(DELETE .*?)"));
        Files.writeString(folder.resolve("cases/010-carts/carts.yml"), block("yaml\n(# cases.*?)"));
        Files.writeString(
                folder.resolve("structure.sql"),
                "CREATE TABLE carts (id int PRIMARY KEY, user_id int, paid tinyint);\n");
        structure("{ staging: structure.sql, production: structure.sql }");
    }

    @Test
    void printsWhatTheReadmeShows() throws IOException {
        Calls.Result result = calls.call("test");

        assertEquals(untimed(block("\n\\$ dbmerge test\n(.*?)")), untimed(result.out()));
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void runsOnTheStructureThatItSaved() throws IOException {
        Calls.Result saved = calls.call("test", "--save-structure", "saved.sql");
        structure("saved.sql");
        Calls.Result result = calls.call("test", "--min-coverage", "80", "--junit", "junit.xml");

        assertEquals(0, saved.exitCode(), saved.err());
        assertTrue(result.out().startsWith("shop on MariaDB 11.4.5, structure from saved.sql\n"), result.out());
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(Files.readString(folder.resolve("junit.xml")).contains("failures=\"0\""));
    }

    @Test
    void leavesTheExpectationOfWhatItSuggestsOpen() {
        Calls.Result suggested = calls.call("test", "--suggest");
        Calls.Result result = calls.call("test");

        assertTrue(suggested.err().startsWith("wrote cases/010-carts/suggested.yml\n"), suggested.err());
        assertEquals(
                "dbmerge: 1 of 2 cases does not pass."
                        + " The report shows what is not as expected; mend the rule or the case. [E1001]\n",
                result.err());
        assertTrue(result.out().contains("  UNDECIDED cleanup:010-carts: "), result.out());
        assertEquals(10, result.exitCode());
    }

    @Test
    void runsOneCaseWithoutCoverage() {
        Calls.Result result = calls.call("test", "cases/010-carts/carts.yml");

        assertEquals(
                List.of("  cleanup:010-carts  1 case"),
                result.out().lines().skip(1).limit(1).toList());
        assertEquals(0, result.exitCode(), result.err());
    }

    private void structure(String value) throws IOException {
        Files.writeString(folder.resolve("merge.yml"), SPEC + "test: { structure: " + value + " }\n");
    }

    private static String untimed(String text) {
        return text.replaceAll("in [0-9.]+ m?s", "in no time");
    }

    private static String block(String pattern) throws IOException {
        Matcher matcher =
                Pattern.compile("(?s)```" + pattern + "```").matcher(Files.readString(Path.of("../README.md")));
        assertTrue(matcher.find(), "the README has no block " + pattern);
        return matcher.group(1);
    }
}
