package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.report.CaseResult.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestCommandTest {
    private static final MergeException REFUSED =
            new MergeException(ErrorCode.CONNECT, "Staging's server is away.", "Start it.");

    private final FakeRuleTesting tests = new FakeRuleTesting().with("shop", Verdict.PASSED);

    @TempDir
    private Path folder;

    private Calls calls;

    @BeforeEach
    void write() throws IOException {
        calls = new Calls(
                List.of(new TestCommand(tests::start, new Interruption(new Output(System.err, Output.Reader.FILE)))),
                folder);
        spec(folder, "shop");
    }

    @Test
    void testsTheSpecOfTheFolder() {
        Calls.Result result = calls.call("test");

        assertEquals("""
                shop on MariaDB 11.4.5, structure from staging
                  cleanup:010-carts  1 case   nothing to change
                1 case passed in 300 ms
                """, result.out());
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertEquals(List.of("start mariadb:11.4", "open shop []", "close shop", "stop"), tests.asked);
    }

    @Test
    void testsSeveralSpecsOnOneServer() throws IOException {
        spec(Files.createDirectories(folder.resolve("sql/ete")), "ete");
        Path other = spec(Files.createDirectories(folder.resolve("sql/etm")), "etm");
        Files.move(other, other.resolveSibling("other.yml"));
        tests.with("ete", Verdict.PASSED, Verdict.PASSED).with("etm", Verdict.PASSED);

        Calls.Result result =
                calls.call("test", "sql/ete", "--server", "mysql:8.0", "sql/etm/other.yml", "sql/ete/merge.yml");

        assertTrue(result.out().endsWith("3 cases passed in 600 ms\n"), result.out());
        assertEquals(
                List.of("close ete", "close etm", "open ete []", "open etm []"),
                tests.asked.subList(1, 5).stream().sorted().toList());
        assertEquals(List.of("start mysql:8.0", "stop"), List.of(tests.asked.get(0), tests.asked.get(5)));
    }

    @Test
    void runsTheCasesThatAreNamed() throws IOException {
        Path cases = Files.createDirectories(folder.resolve("cases/010-carts"));
        Files.writeString(cases.resolve("a.yml"), "expect: removed\n");

        Calls.Result result = calls.call("test", "cases/010-carts/a.yml", "cases/010-carts");

        assertEquals(0, result.exitCode());
        assertTrue(tests.asked.contains("open shop [cases/010-carts/a.yml, cases/010-carts]"), tests.asked.toString());
    }

    @Test
    void runsAllCasesOfASpecThatIsNamedBesideOneOfThem() throws IOException {
        Files.createDirectories(folder.resolve("cases/010-carts"));

        calls.call("test", ".", "cases/010-carts");
        calls.call("test", "cases/010-carts", ".");

        assertEquals(2, tests.asked.stream().filter("open shop []"::equals).count());
    }

    @Test
    void saysThatNoCaseLiesThere() throws IOException {
        Files.createDirectories(folder.resolve("cases/empty"));
        tests.with("shop");

        Calls.Result result = calls.call("test", "cases/empty");

        assertEquals(
                "dbmerge: No case lies in cases/empty. Name files or folders under the cases of merge.yml. [E200]\n",
                result.err());
        assertEquals(2, result.exitCode());
    }

    @Test
    void endsWithTenWhereACaseFails() {
        tests.with("shop", Verdict.PASSED, Verdict.FAILED, Verdict.UNDECIDED);

        Calls.Result result = calls.call("test");

        assertEquals(
                "dbmerge: 2 of 3 cases do not pass."
                        + " The report shows what is not as expected; mend the rule or the case. [E1001]\n",
                result.err());
        assertTrue(
                result.out().contains("  FAILED cleanup:010-carts: case 2\n         cases/010-carts/first.yml:2:3\n"),
                result.out());
        assertEquals(10, result.exitCode());
    }

    @Test
    void asksForACaseOfEachRule() {
        tests.untested("shop", "cleanup:020-old", "cleanup:030-odd", "overlay:users");

        Calls.Result result = calls.call("test");

        assertEquals(
                "dbmerge: No case tests shop cleanup:020-old, shop cleanup:030-odd."
                        + " Write one into cases/020-old/, or allow that with --allow-untested. [E1002]\n",
                result.err());
        assertEquals(10, result.exitCode());
        assertEquals(0, calls.call("test", "--allow-untested").exitCode());
        assertEquals(
                0, calls.with("DBMERGE_ALLOW_UNTESTED", "true").call("test").exitCode());
    }

    @Test
    void asksForTheCoverageThatIsWanted() {
        tests.unnoticed();

        Calls.Result result = calls.call("test", "--min-coverage", "100");

        assertEquals(
                "dbmerge: The cases notice too few changes of shop cleanup:010-carts (0.0 %), and --min-coverage asks"
                        + " for 100 %. Add the rows that the report shows, or accept a change by its name. [E1003]\n",
                result.err());
        assertEquals(10, result.exitCode());
        assertEquals(0, calls.call("test").exitCode());
        assertEquals(0, calls.call("test", "--min-coverage=0").exitCode());
    }

    @Test
    void printsADocumentASpec() throws IOException {
        spec(Files.createDirectories(folder.resolve("ete")), "ete");
        tests.with("ete", Verdict.FAILED);

        Calls.Result result = calls.call("test", "--json", ".", "ete");

        assertEquals(
                2,
                result.out()
                        .lines()
                        .filter("  \"format\": \"dbmerge-test/1\","::equals)
                        .count());
        assertEquals(10, result.exitCode());
    }

    @Test
    void writesJUnitsXml() throws IOException {
        calls.call("test", "--junit", "junit.xml");

        String xml = Files.readString(folder.resolve("junit.xml"));
        assertTrue(
                xml.contains("classname=\"shop.cleanup:010-carts\" name=\"case 1\" file=\"cases/010-carts/first.yml\""),
                xml);
    }

    @Test
    void annotatesOnGitHubFromTheWorkspace() throws IOException {
        Path below = Files.createDirectories(folder.resolve("sql"));
        Files.move(folder.resolve("merge.yml"), below.resolve("merge.yml"));
        Files.move(folder.resolve("cleanup"), below.resolve("cleanup"));
        tests.with("shop", Verdict.FAILED);
        calls = new Calls(
                List.of(new TestCommand(tests::start, new Interruption(new Output(System.err, Output.Reader.FILE)))),
                below);
        calls.with("GITHUB_WORKSPACE", folder.toString()).with("GITHUB_ACTIONS", "true");

        Calls.Result result = calls.call("test", "--json");

        assertTrue(
                result.err().startsWith("::error file=sql/cases/010-carts/first.yml,line=1,col=3,title="),
                result.err());
        assertTrue(result.out().startsWith("{\n  \"format\": \"dbmerge-test/1\""), result.out());
    }

    @Test
    void saysWhatItSuggested() {
        assertEquals(
                "There is nothing to suggest.\n",
                calls.call("test", "--suggest").err());
        tests.unnoticed();

        assertEquals("""
                wrote cases/010-carts/suggested.yml
                Say in each case what it expects, in the place of expect: ?.
                """, calls.call("test", "--suggest").err());
    }

    @Test
    void savesTheStructure() throws IOException {
        Calls.Result result = calls.call("test", "--save-structure", "structure.sql");

        assertEquals("""
                The structures of shop's databases are in %s. Keep it beside the spec, and name it there:
                  test: { structure: structure.sql }
                """.formatted(folder.resolve("structure.sql")), result.out());
        assertEquals("CREATE TABLE carts (id int)", Files.readString(folder.resolve("structure.sql")));
        assertEquals(0, result.exitCode());
        assertEquals(List.of(), left(".tmp"));
    }

    @Test
    void readsTheStructureAnewWhereOneIsSaved() throws IOException {
        Files.writeString(folder.resolve("structure.sql"), "old");
        Files.writeString(
                folder.resolve("merge.yml"),
                Files.readString(folder.resolve("merge.yml")) + "test: { structure: structure.sql }\n");

        calls.call("test", "--save-structure", "structure.sql");
        calls.call("test");

        assertEquals(
                List.of("open shop []", "open saved shop []"),
                tests.asked.stream().filter(each -> each.startsWith("open")).toList());
    }

    @Test
    void keepsTheOldStructureWhereTheNewOneCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("structure.sql"), "old");
        tests.failing("shop", REFUSED);

        Calls.Result result = calls.call("test", "--save-structure", "structure.sql");

        assertEquals("dbmerge: Staging's server is away. Start it. [E301]\n", result.err());
        assertEquals("old", Files.readString(folder.resolve("structure.sql")));
        assertEquals(List.of(), left(".tmp"));
    }

    @Test
    void tellsWhatRanBeforeAnError() throws IOException {
        spec(Files.createDirectories(folder.resolve("ete")), "ete");
        tests.failing("ete", REFUSED);

        Calls.Result result = calls.call("test", ".", "ete");

        assertTrue(result.out().endsWith("1 case passed in 300 ms\n"), result.out());
        assertEquals("dbmerge: Staging's server is away. Start it. [E301]\n", result.err());
        assertEquals(3, result.exitCode());
        assertTrue(tests.asked.contains("close ete"), tests.asked.toString());
        assertEquals("stop", tests.asked.get(tests.asked.size() - 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    away              | There is no file or folder ${folder}/away. Name a spec, a folder with a merge.yml, or cases of one. [E200]
                    --min-coverage 101 | The option --min-coverage was given '101'. It takes a whole number from 0 to 100. [E200]
                    --min-coverage x  | The option --min-coverage was given 'x'. It takes a whole number from 0 to 100. [E200]
                    --junit cleanup   | The report ${folder}/cleanup is a folder. Name a file with --junit. [E506]
                    --junit a/b.xml   | The report ${folder}/a/b.xml has no folder to stand in. Make ${folder}/a, or name another file with --junit. [E506]
                    --save-structure cleanup | The structure ${folder}/cleanup is a folder. Name a file with --save-structure. [E506]
                    --save-structure s.sql --suggest | The option --save-structure runs no case. Name the spec alone, and leave out --suggest. [E200]
                    --save-structure s.sql cleanup/010-carts.sql | The option --save-structure runs no case. Name the spec alone, and leave out --suggest. [E200]
                    --allow-untested=no | The option --allow-untested takes no value. See dbmerge test --help. [E200]
                    """)
    void refusesBeforeAnythingRuns(String words, String message) {
        Calls.Result result = calls.call(("test " + words).split(" "));

        assertEquals("dbmerge: " + message.replace("${folder}", folder.toString()) + "\n", result.err());
        assertEquals(List.of(), tests.asked);
    }

    @Test
    void refusesTheStructureOfTwoSpecs() throws IOException {
        spec(Files.createDirectories(folder.resolve("ete")), "ete");

        Calls.Result result = calls.call("test", ".", "ete", "--save-structure", "s.sql");

        assertEquals(
                "dbmerge: The option --save-structure was given 2 specs. Name one spec; each has a file of its own. [E200]\n",
                result.err());
        assertEquals(List.of(), tests.asked);
    }

    @Test
    void namesTheSpecsBelowAFolderWithoutOne() throws IOException {
        Path sql = Files.createDirectories(folder.resolve("sql"));
        spec(Files.createDirectories(sql.resolve("ete")), "ete");
        Files.delete(folder.resolve("merge.yml"));

        Calls.Result result = calls.call("test", "sql");

        assertEquals(
                "dbmerge: Neither " + sql + " nor a folder above it has a merge.yml. Name " + sql.resolve("ete")
                        + ". [E200]\n",
                result.err());
    }

    @Test
    void tellsTheMistakesOfASpecBeforeItStartsAServer() throws IOException {
        Files.writeString(folder.resolve("merge.yml"), "version: 2\n");

        assertEquals(2, calls.call("test").exitCode());
        assertEquals(List.of(), tests.asked);
    }

    @Test
    void refusesAVariableThatIsNoShare() {
        assertEquals(
                "dbmerge: The environment variable DBMERGE_MIN_COVERAGE is 'all'. It takes a whole number from 0 to 100. [E200]\n",
                calls.with("DBMERGE_MIN_COVERAGE", "all").call("test").err());
    }

    private static Path spec(Path folder, String name) throws IOException {
        Files.createDirectories(folder.resolve("cleanup"));
        Files.writeString(folder.resolve("cleanup/010-carts.sql"), FakeRuleTesting.SQL);
        return Files.writeString(folder.resolve("merge.yml"), """
                version: 1
                name: %1$s
                staging: { url: "jdbc:mysql://127.0.0.1:1/%1$s_staging", user: merge }
                production: { url: "jdbc:mysql://127.0.0.1:1/%1$s_production", user: merge }
                target: { schema: %1$s_new }
                overlay: {}
                cleanup: cleanup/*.sql
                """.formatted(name));
    }

    private List<String> left(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(ending))
                    .toList();
        }
    }
}
