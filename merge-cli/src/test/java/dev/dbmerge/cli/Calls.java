package dev.dbmerge.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls the command line inside the test's process. */
final class Calls {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final List<Command> commands;
    private final Path folder;

    /** What a call left behind. */
    record Result(int exitCode, String out, String err) {}

    Calls(List<Command> commands, Path folder) {
        this.commands = commands;
        this.folder = folder;
    }

    Calls with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Result call(String... words) {
        out.reset();
        err.reset();
        Console console = new Console(
                new Output(stream(out), Output.Reader.FILE),
                new Output(stream(err), Output.Reader.FILE),
                environment,
                folder,
                Optional.empty());
        int exitCode = new Dbmerge(commands).run(List.of(words), console);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
