package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as they are shipped, as far as they go without a server. */
class CommandsTest {
    private static final String SPEC = """
            version: 1
            name: shop
            staging: { url: "jdbc:mysql://127.0.0.1:1/shop_staging", user: merge }
            production: { url: "jdbc:mysql://127.0.0.1:1/shop_production", user: merge }
            target: { schema: shop_new }
            overlay:
              users: {}
            """;

    @TempDir
    private Path folder;

    private Calls calls;
    private Path spec;

    @BeforeEach
    void write() throws IOException {
        spec = Files.writeString(folder.resolve("merge.yml"), SPEC);
        calls = new Calls(
                Commands.all(
                        OpenMerge::open,
                        OpenRuleTests::start,
                        new Interruption(new Output(System.err, Output.Reader.FILE))),
                folder);
    }

    @Test
    void draftsASpecFromWhatTheOptionsName() throws IOException {
        Command init = new InitCommand((head, file, environment) -> head + "overlay: {}\n");

        Calls.Result result = new Calls(List.of(init), folder)
                .call(
                        "init",
                        "--staging",
                        "jdbc:mysql://stage/shop_staging",
                        "--staging-user",
                        "reader",
                        "--staging-env",
                        "STAGING_PASSWORD",
                        "--production",
                        "jdbc:mysql://prod/shop_production?useSSL=false",
                        "-o",
                        "new.yml");

        assertEquals("spec: " + folder.resolve("new.yml") + "\n", result.out());
        assertEquals("""
                version: 1
                name: shop

                staging: { url: "jdbc:mysql://stage/shop_staging", user: "reader", password-env: "STAGING_PASSWORD" }
                production: { url: "jdbc:mysql://prod/shop_production?useSSL=false" }
                target: { schema: shop_new }    # on production's server, built beside the live database
                overlay: {}
                """, Files.readString(folder.resolve("new.yml")));
    }

    @Test
    void initReplacesNoFileAndConnectsToNothingBefore() throws IOException {
        Calls.Result result = calls.call(
                "init", "--staging", "jdbc:mysql://127.0.0.1:1/a", "--production", "jdbc:mysql://127.0.0.1:1/b");

        assertEquals(
                "dbmerge: The file " + spec + " exists. Name another one with --output, or remove it;"
                        + " init replaces none. [E218]\n",
                result.err());
        assertEquals(2, result.exitCode());
        assertEquals(SPEC, Files.readString(spec));
        assertEquals(
                "dbmerge: The option --production is missing. Write --production jdbc:mysql://host/schema. [E200]\n",
                calls.call("init", "--staging", "jdbc:mysql://127.0.0.1:1/a", "-o", "x.yml")
                        .err());
    }

    @Test
    void validatesTheSpecOfTheFolder() {
        Calls.Result result = calls.call("validate");

        assertEquals("""
                %s is a good spec: shop, shop_staging + shop_production -> shop_new
                overlays users
                no cleanup rules, no checks, no references, no fixes, no hooks
                """.formatted(spec), result.out());
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void validatesTheSpecThatTheEnvironmentNames() throws IOException {
        Files.move(spec, folder.resolve("other.yml"));

        assertEquals(
                0, calls.with("DBMERGE_CONFIG", "other.yml").call("validate").exitCode());
    }

    @Test
    void givesTheSpecAsJsonWithoutUrls() {
        Calls.Result result = calls.call("validate", "--json");

        assertTrue(result.out().contains("\"schema\": \"shop_staging\",\n    \"user\": \"merge\","), result.out());
        assertTrue(!result.out().contains("jdbc:"), result.out());
    }

    @Test
    void countsTheMistakesOfASpec() throws IOException {
        Files.writeString(spec, SPEC + "overlays: {}\ncheck: 3\n");

        Calls.Result result = calls.call("validate", "--json");

        assertTrue(result.err().startsWith("dbmerge: The spec has 2 mistakes.\n" + spec + ":8:1: "), result.err());
        assertTrue(result.out().contains("\"position\": \"" + spec + ":9:1\""), result.out());
        assertEquals(2, result.exitCode());
    }

    @Test
    void asksForASpec() throws IOException {
        Files.delete(spec);

        Calls.Result result = calls.call("plan");

        assertEquals(
                "dbmerge: There is no merge.yml in " + folder
                        + ". Name the spec with --config FILE, or go to its folder. [E200]\n",
                result.err());
        assertEquals(2, result.exitCode());
    }

    @Test
    void knowsWhatAPlanMayFailOn() {
        Calls.Result result = calls.call("plan", "--fail-on", "note");

        assertEquals(
                "dbmerge: The option --fail-on was given 'note'. It takes blocker or warning. [E200]\n", result.err());
        assertEquals(2, result.exitCode());
        assertEquals(
                "dbmerge: The environment variable DBMERGE_FAIL_ON is 'all'. It takes blocker or warning. [E200]\n",
                calls.with("DBMERGE_FAIL_ON", "all").call("run").err());
    }

    @Test
    void knowsHowManySessionsAndWhichWayARunMayTake() {
        assertEquals(
                "dbmerge: The option --threads was given '0'. It takes a whole number from 1 to 99. [E200]\n",
                calls.call("run", "--threads", "0").err());
        assertEquals(
                "dbmerge: The option --copy-method was given 'fast'. It takes auto, server, load or insert. [E200]\n",
                calls.call("run", "--copy-method", "fast").err());
        assertEquals(
                "dbmerge: The option --max-load was given 'Threads_running'. It takes limits such as Threads_running=25, a comma"
                        + " between. [E200]\n",
                calls.call("run", "--max-load", "Threads_running").err());
        assertEquals(
                "dbmerge: The environment variable DBMERGE_THREADS is 'all'. It takes a whole number from 1 to 99. [E200]\n",
                calls.with("DBMERGE_THREADS", "all").call("run").err());
    }

    @Test
    void endsWithThreeWhenAServerIsAway() {
        Calls.Result result = calls.call("plan");

        assertEquals(
                "dbmerge: Staging's server at 127.0.0.1:1 cannot be reached: Connection refused."
                        + " Check host, port and the server's state, and the url under staging. [E301]\n",
                result.err());
        assertEquals("", result.out());
        assertEquals(3, result.exitCode());
    }

    @Test
    void makesSureThatTheReportCanBeWrittenBeforeItConnects() {
        Calls.Result result = calls.call("run", "--report", "away/run.json");

        assertEquals(
                "dbmerge: The report " + folder.resolve("away/run.json") + " has no folder to stand in. Make "
                        + folder.resolve("away") + ", or name another file with --report. [E506]\n",
                result.err());
        assertEquals(5, result.exitCode());
    }

    @Test
    void theDemoNeedsTheSpecsOfTheDistribution() {
        Calls.Result result = calls.call("demo");

        assertEquals(
                "dbmerge: The demo does not find the folder sql/ of dbmerge."
                        + " Start it by bin/dbmerge of the whole distribution. [E200]\n",
                result.err());
        assertEquals(2, result.exitCode());
    }
}
