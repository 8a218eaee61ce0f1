package dev.dbmerge.cli;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.report.RunEnd;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The events of a command, where {@code --events} asks for them. */
final class Events implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Optional<EventLines> lines;
    private final Optional<OutputStream> file;
    private final Output err;

    private Events(Optional<EventLines> lines, Optional<OutputStream> file, Output err) {
        this.lines = lines;
        this.file = file;
        this.err = err;
    }

    /**
     * Opens the file, whose old content goes.
     *
     * @throws MergeException with the code of a wrong usage where it cannot be written
     */
    static Events open(Arguments arguments, Console console) {
        if (onOut(arguments)) {
            return writing(new Printed(console.out().stream()), Optional.empty(), console);
        }
        Optional<Path> path = arguments.path(Flag.EVENTS);
        if (path.isEmpty()) {
            return new Events(Optional.empty(), Optional.empty(), console.err());
        }
        OutputStream file = file(path.get());
        return writing(file, Optional.of(file), console);
    }

    private static Events writing(OutputStream out, Optional<OutputStream> file, Console console) {
        return new Events(Optional.of(new EventLines(out, Clock.systemUTC(), PATIENCE)), file, console.err());
    }

    /** Tells whether standard output is theirs. */
    static boolean onOut(Arguments arguments) {
        return arguments.value(Flag.EVENTS).filter("-"::equals).isPresent();
    }

    /** A stream of files can be waited for without being closed by an interrupt, as a channel is. */
    private static OutputStream file(Path path) {
        try {
            return new FileOutputStream(path.toFile());
        } catch (IOException e) {
            throw Usage.wrong(
                    "The events cannot be written to " + path + " (" + reason(path) + ").",
                    "Name another file with --events, or - for standard output.");
        }
    }

    private static String reason(Path path) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (Files.isDirectory(path)) {
            return "it is a folder";
        }
        return Files.isDirectory(folder) ? "this account may not write it" : "there is no folder " + folder;
    }

    /** Gives the listener and the one of the events. */
    MergeListener[] with(MergeListener listener) {
        return Stream.concat(Stream.of(listener), lines.stream()).toArray(MergeListener[]::new);
    }

    /** Tells of what stopped the command before a run could tell it. */
    void stopped(MergeException e) {
        lines.ifPresent(events -> events.runFinished(RunEnd.stopped(Optional.empty(), Duration.ZERO, e)));
    }

    @Override
    public void close() {
        lines.ifPresent(events -> {
            events.close();
            events.untold().ifPresent(trouble -> err.line("note: " + trouble));
        });
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            err.line("note: The events may lack their end: " + e.getMessage() + ".");
        }
    }

    /** Standard output; a PrintStream keeps its errors to itself until it is asked. */
    private static final class Printed extends OutputStream {
        private final PrintStream stream;

        Printed(PrintStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int value) {
            stream.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            stream.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (stream.checkError()) {
                throw new IOException("standard output takes no more");
            }
        }
    }
}
