package dev.dbmerge.event;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Follows one process: its lines go to the caller's thread, and closing it early ends it with its children.
 *
 * <p>A child that the process leaves behind may hold the pipe open; then its daemon reader stays until the child ends.
 */
final class HookProcess implements AutoCloseable {
    private static final Duration PIPE_IDLE = Duration.ofMillis(300);
    private static final Duration PIPE_TOTAL = Duration.ofSeconds(5);
    private static final Duration TO_END_ITSELF = Duration.ofSeconds(2);
    private static final int LINES_AHEAD = 200;

    private enum Kind {
        LINE,
        PIPE_CLOSED,
        EXITED
    }

    private record Event(Kind kind, String line) {}

    private final Process process;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(LINES_AHEAD);
    private final Thread reader;

    /** Starts the process with a closed standard input and with both outputs in one. */
    HookProcess(ProcessBuilder builder, HookOutput output) throws IOException {
        process = builder.redirectErrorStream(true).start();
        reader = new Thread(() -> read(output), "dbmerge-hook-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        process.onExit().thenRun(() -> events.add(new Event(Kind.EXITED, "")));
        process.getOutputStream().close();
    }

    /** Hands on lines until the process ends and gives its exit code; empty when it did not end in time. */
    OptionalInt await(Duration timeout, Consumer<String> lines) throws InterruptedException {
        long deadline = deadlineIn(timeout);
        boolean piped = true;
        while (true) {
            Optional<Event> event = next(deadline - System.nanoTime());
            if (event.isEmpty()) {
                return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
            }
            switch (event.get().kind()) {
                case LINE -> handOn(event.get(), lines);
                case PIPE_CLOSED -> piped = false;
                case EXITED -> {
                    if (piped) {
                        drain(lines);
                    }
                    return OptionalInt.of(process.exitValue());
                }
            }
        }
    }

    private void drain(Consumer<String> lines) throws InterruptedException {
        long deadline = deadlineIn(PIPE_TOTAL);
        while (true) {
            Optional<Event> event = next(Math.min(PIPE_IDLE.toNanos(), deadline - System.nanoTime()));
            if (event.isEmpty() || event.get().kind() == Kind.PIPE_CLOSED) {
                return;
            }
            handOn(event.get(), lines);
        }
    }

    private static long deadlineIn(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private Optional<Event> next(long nanos) throws InterruptedException {
        return nanos <= 0 ? Optional.empty() : Optional.ofNullable(events.poll(nanos, TimeUnit.NANOSECONDS));
    }

    private void handOn(Event event, Consumer<String> lines) {
        room.release();
        lines.accept(event.line());
    }

    private void read(HookOutput output) {
        try (InputStream in = process.getInputStream()) {
            output.read(in, this::add);
        } catch (IOException e) {
            // the pipe was closed under the reader: nobody waits for its lines any more
        } finally {
            events.add(new Event(Kind.PIPE_CLOSED, ""));
        }
    }

    private void add(String line) {
        room.acquireUninterruptibly();
        events.add(new Event(Kind.LINE, line));
    }

    /** Ends the process and its children if it still runs: asks, waits two seconds, then kills. */
    @Override
    public void close() {
        if (process.isAlive()) {
            List<ProcessHandle> tree = tree(process.toHandle()).toList();
            tree.forEach(ProcessHandle::destroy);
            waitFor(tree);
            tree.stream().flatMap(HookProcess::tree).forEach(ProcessHandle::destroyForcibly);
        }
        room.release(Integer.MAX_VALUE / 2);
        closePipe();
    }

    private static Stream<ProcessHandle> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    private static void waitFor(List<ProcessHandle> tree) {
        CompletableFuture<?>[] exits = tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(TO_END_ITSELF.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // those that are left are killed next
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closePipe() {
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            // a pipe that is only read has nothing to lose
        }
    }
}
