package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.testing.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs are told of a real run. */
class RunEventsIT {
    @TempDir
    private Path folder;

    private Calls calls() {
        return new Calls(
                Commands.all(
                        OpenMerge::open,
                        OpenRuleTests::start,
                        new Interruption(new Output(System.err, Output.Reader.FILE))),
                folder);
    }

    @Test
    void everyLineIsAnEventOfTheRun() throws IOException, SQLException {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            write(server, "SELECT id FROM ${target}.users WHERE id < 0");

            Calls.Result result = calls().call("run", "--events", "events.jsonl");

            assertEquals(0, result.exitCode(), result.err());
            List<Map<String, String>> events = events(Files.readString(folder.resolve("events.jsonl")));
            assertEquals("run-started", events.get(0).get("event"));
            assertEquals("dbmerge-events/1", events.get(0).get("format"));
            Map<String, String> last = events.get(events.size() - 1);
            assertEquals("run-finished", last.get("event"));
            assertEquals("verified", last.get("outcome"));
            List<String> begun = steps(events, "step-started");
            assertEquals(Integer.toString(begun.size()), events.get(0).get("steps"));
            assertEquals(
                    begun.stream().sorted().toList(),
                    steps(events, "step-finished").stream().sorted().toList());
            Map<String, String> users = events.stream()
                    .filter(event -> event.get("event").equals("step-finished")
                            && event.get("step").equals("overlay:users"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("3", users.get("rows"));
            assertTrue(steps(events, "step-doing").contains("overlay:users"), "its index");
        }
    }

    @Test
    void standardOutputHasNothingElse() throws IOException, SQLException {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            write(server, "SELECT none FROM ${target}.users");

            Calls.Result result = calls().call("run", "--events", "-", "--json");

            assertEquals(5, result.exitCode(), result.err());
            List<Map<String, String>> events = events(result.out());
            Map<String, String> last = events.get(events.size() - 1);
            assertEquals("failed", last.get("outcome"));
            assertEquals("5", last.get("exitCode"));
            assertTrue(last.get("error").startsWith("Step check:some stopped."), last.toString());
        }
    }

    @Test
    void anEventFileThatCannotBeWrittenStopsBeforeAnythingIsDone() throws IOException, SQLException {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            write(server, "SELECT 1 FROM DUAL WHERE 1 = 0");

            Calls.Result result = calls().call("run", "--events", "no/such/folder.jsonl");

            assertEquals(5, result.exitCode());
            assertTrue(result.err().contains("has no folder to stand in"), result.err());
            assertTrue(Files.notExists(folder.resolve("run.json")));
        }
    }

    private void write(EmbeddedServer server, String check) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(""), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            for (String schema : List.of("staging", "production")) {
                statement.execute("CREATE DATABASE its_" + schema);
                statement.execute("CREATE TABLE its_" + schema
                        + ".users (id INT PRIMARY KEY, name VARCHAR(20), KEY by_name (name))");
            }
            statement.execute("INSERT INTO its_production.users VALUES (1, 'Ann'), (2, 'Bob'), (3, NULL)");
        }
        String database = "{ url: \"" + server.url("its_%s") + "\", user: " + server.user() + " }\n";
        Files.createDirectories(folder.resolve("checks"));
        Files.writeString(folder.resolve("checks/some.sql"), check);
        Files.writeString(
                folder.resolve("merge.yml"),
                "version: 1\nname: its\nstaging: " + database.formatted("staging") + "production: "
                        + database.formatted("production")
                        + "target: { schema: its_new }\noverlay:\n  users:\nchecks: checks/*.sql\n");
    }

    /** Reads flat objects; each line has to be one and nothing else. */
    private static List<Map<String, String>> events(String lines) {
        Pattern field = Pattern.compile("[{,]\"(\\w+)\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([0-9]+|null))(?=[,}])");
        return lines.lines()
                .map(line -> {
                    assertEquals("}", field.matcher(line).replaceAll(""), line);
                    return field.matcher(line)
                            .results()
                            .collect(Collectors.toMap(
                                    found -> found.group(1),
                                    found -> found.group(2) == null ? found.group(3) : found.group(2)));
                })
                .toList();
    }

    private static List<String> steps(List<Map<String, String>> events, String kind) {
        return events.stream()
                .filter(event -> event.get("event").equals(kind))
                .map(event -> event.getOrDefault("step", ""))
                .toList();
    }
}
