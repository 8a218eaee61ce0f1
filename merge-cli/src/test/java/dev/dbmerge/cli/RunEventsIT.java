package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.testing.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs are told of a real run. */
class RunEventsIT {
    @TempDir
    private Path folder;

    private Calls calls() {
        return new Calls(commands(), folder);
    }

    private static List<Command> commands() {
        return Commands.all(
                OpenMerge::open, OpenRuleTests::start, new Interruption(new Output(System.err, Output.Reader.FILE)));
    }

    @Test
    void everyLineIsAnEventOfTheRun() throws IOException, SQLException {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            write(server, "SELECT id FROM ${target}.users WHERE id < 0");
            Path hook = Files.createDirectories(folder.resolve("hooks")).resolve("after-copy-10-tell");
            Files.writeString(hook, "#!/bin/sh\necho hello\n");
            assertTrue(hook.toFile().setExecutable(true));
            Files.writeString(folder.resolve("merge.yml"), "hooks: hooks/\n", StandardOpenOption.APPEND);

            Calls.Result result = calls().call("run", "--events", "events.jsonl");

            assertEquals(0, result.exitCode(), result.err());
            List<Map<String, String>> events = events(Files.readString(folder.resolve("events.jsonl")));
            assertEquals("run-started", events.get(0).get("event"));
            assertEquals("dbmerge-events/1", events.get(0).get("format"));
            Map<String, String> last = events.get(events.size() - 1);
            assertEquals("run-finished", last.get("event"));
            assertEquals("verified", last.get("outcome"));
            assertEquals("0", last.get("exitCode"));
            assertEquals(events.get(0).get("runId"), last.get("runId"));
            String report = Files.readString(folder.resolve("run.json"));
            assertTrue(report.contains("\"runId\": \"" + last.get("runId") + "\""), report);
            assertEquals(
                    numbers("\"rows\": (\\d+),\\s+\"tookMillis\"", report),
                    events.stream()
                            .filter(event -> event.get("event").equals("step-finished"))
                            .map(event -> event.get("rows"))
                            .toList());
            assertEquals(
                    List.of("hook-started", "hook-printed", "hook-finished"),
                    events.stream()
                            .filter(event -> "after-copy-10-tell".equals(event.get("hook")))
                            .map(event -> event.get("event"))
                            .toList());
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
            assertEquals("E500", last.get("code"));
            assertTrue(last.get("problem").startsWith("Step check:some stopped."), last.toString());
            assertTrue(!last.get("remedy").isEmpty(), last.toString());
        }
    }

    @Test
    void anEventFileThatCannotBeWrittenStopsBeforeAnythingIsDone() throws IOException, SQLException {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            write(server, "SELECT 1 FROM DUAL WHERE 1 = 0");

            Calls.Result result = calls().call("run", "--events", "no/such/folder.jsonl");

            assertEquals(2, result.exitCode());
            assertEquals(
                    "dbmerge: The events cannot be written to " + folder.resolve("no/such/folder.jsonl")
                            + " (there is no folder " + folder.resolve("no/such")
                            + "). Name another file with --events, or - for standard output. [E200]\n",
                    result.err());
            assertTrue(Files.notExists(folder.resolve("run.json")));
        }
    }

    @Test
    void aFullDiskEndsTheEventsAndNotTheRun() throws IOException, SQLException {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            write(server, "SELECT 1 FROM DUAL WHERE 1 = 0");

            Calls.Result result = calls().call("run", "--events", "/dev/full");

            assertEquals(0, result.exitCode(), result.err());
            String note = "No more events were written: No space left on device.";
            assertEquals(1, result.err().split(Pattern.quote("note: " + note), -1).length - 1, result.err());
            String report = Files.readString(folder.resolve("run.json"));
            assertTrue(report.contains("\"" + note + "\""), report);
        }
    }

    @Test
    void aReaderThatWentAwayEndsTheEventsAndNotTheRun() throws IOException, SQLException, InterruptedException {
        Process reader = new ProcessBuilder("true").start();
        reader.waitFor();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (EmbeddedServer server = EmbeddedServer.start()) {
            write(server, "SELECT 1 FROM DUAL WHERE 1 = 0");
            Console console = new Console(
                    new Output(new PrintStream(reader.getOutputStream(), true), Output.Reader.FILE),
                    new Output(new PrintStream(err, true), Output.Reader.FILE),
                    Map.of(),
                    folder,
                    Optional.empty());

            int exitCode = new Dbmerge(commands()).run(List.of("run", "--events", "-"), console);

            assertEquals(0, exitCode, err.toString());
            assertTrue(
                    err.toString().contains("note: No more events were written: standard output takes no more.\n"),
                    err.toString());
            assertTrue(err.toString().contains("outcome: verified"), err.toString());
        }
    }

    @Test
    void aPlanThatForbidsTheRunIsTold() throws IOException, SQLException {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            write(server, "SELECT 1 FROM DUAL WHERE 1 = 0");
            try (Connection connection = DriverManager.getConnection(server.url(""), server.user(), server.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE its_production.old (id INT PRIMARY KEY)");
                statement.execute("INSERT INTO its_production.old VALUES (1)");
            }

            Calls.Result result = calls().call("run", "--events", "-");

            assertEquals(4, result.exitCode(), result.err());
            List<Map<String, String>> events = events(result.out());
            assertEquals(1, events.size(), result.out());
            assertEquals("run-finished", events.get(0).get("event"));
            assertEquals("E400", events.get(0).get("code"));
            assertEquals("4", events.get(0).get("exitCode"));
        }
    }

    private static List<String> numbers(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
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
