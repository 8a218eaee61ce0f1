package dev.dbmerge.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Is the process: its streams, its environment, its exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        Console console = console();
        Interruption interruption = new Interruption(console.err());
        int exitCode = new Dbmerge(Commands.all(OpenMerge::open, OpenRuleTests::start, interruption))
                .run(List.of(words), console);
        interruption.mainIsDone();
        System.exit(exitCode);
    }

    private static Console console() {
        return new Console(
                output(FileDescriptor.out, "out"),
                output(FileDescriptor.err, "err"),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Optional.ofNullable(System.getProperty("dbmerge.home")).map(Path::of));
    }

    /** The launcher knows which of the two streams is a terminal; Java 17 does not. */
    private static Output output(FileDescriptor descriptor, String name) {
        List<String> terminals =
                List.of(System.getProperty("dbmerge.terminals", "").split(","));
        return new Output(
                new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8),
                terminals.contains(name) ? Output.Reader.TERMINAL : Output.Reader.FILE);
    }
}
