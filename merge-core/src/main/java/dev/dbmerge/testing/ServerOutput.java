package dev.dbmerge.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** Reads what a server prints, so that its being ready and its end are known at once. */
final class ServerOutput {
    /** Both products print it once, behind the opening of the port. */
    private static final String READY = "ready for connections";

    private static final int LINES_KEPT = 500;

    private final Deque<String> lines = new ArrayDeque<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private ServerOutput() {}

    /** Follows a process until it ends. */
    static ServerOutput of(Process process) {
        ServerOutput output = new ServerOutput();
        Thread reader = new Thread(() -> output.read(process), "dbmerge server output");
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    private void read(Process process) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            reader.lines().forEach(this::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            add(String.valueOf(e.getMessage())); // the pipe of a process that is being killed
        } finally {
            ready.complete(false);
        }
    }

    private void add(String line) {
        synchronized (lines) {
            if (lines.size() == LINES_KEPT) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
        if (line.contains(READY)) {
            ready.complete(true);
        }
    }

    /** Comes true when the server takes connections, and false when it ends before. */
    CompletableFuture<Boolean> ready() {
        return ready;
    }

    /** Gives the last lines. */
    String text() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }
}
