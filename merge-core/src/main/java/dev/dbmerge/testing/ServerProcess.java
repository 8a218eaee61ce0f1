package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of an embedded server: its process and the folder that it writes to, which both end with the JVM at the latest.
 *
 * <p>The process is killed, not asked to stop: nobody reads the data again, and writing them out takes it up to seconds.
 */
final class ServerProcess {
    private final ServerFiles files;
    private final Path run;
    private final int port;
    private final Thread atExit = new Thread(this::end, "dbmerge embedded server");
    private Optional<Process> process = Optional.empty();
    private boolean over;

    private ServerProcess(ServerFiles files, Path run, int port) {
        this.files = files;
        this.run = run;
        this.port = port;
    }

    /**
     * Starts a server on a fresh copy of the data and waits until it takes connections.
     *
     * @param run an empty folder for everything that the server writes; deleted at the end
     * @param patience how long a server may take that neither ends nor is ready
     */
    static ServerProcess start(ServerFiles files, Path run, int port, Duration patience) {
        ServerProcess server = new ServerProcess(files, run, port);
        try {
            // before the process, so that a JVM that is told to end in between leaves none
            Runtime.getRuntime().addShutdownHook(server.atExit);
            server.await(server.launch(), patience);
            return server;
        } catch (IOException e) {
            throw server.stoppedBy(StartFailure.of(files.recipe(), "started", String.valueOf(e.getMessage()), e));
        } catch (IllegalStateException e) { // of addShutdownHook and launch
            throw server.stoppedBy(interrupted(files, e));
        } catch (MergeException e) {
            throw server.stoppedBy(e);
        }
    }

    /** Copies and starts in one piece, so that the end of the JVM deletes a copy that is whole. */
    private synchronized ServerOutput launch() throws IOException {
        if (over) {
            throw new IllegalStateException("the JVM is ending");
        }
        Folders.copy(files.data(), run.resolve("data"));
        Files.createDirectories(run.resolve("tmp"));
        Process started = new ProcessBuilder(files.running(run, port))
                .redirectErrorStream(true)
                .start();
        process = Optional.of(started);
        return ServerOutput.of(started);
    }

    private void await(ServerOutput output, Duration patience) {
        try {
            if (!output.ready().get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw StartFailure.of(files.recipe(), "started", output.text(), null);
            }
        } catch (TimeoutException e) {
            throw StartFailure.late(files.recipe(), patience, output.text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(files, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it so", e);
        }
    }

    private static MergeException interrupted(ServerFiles files, Exception cause) {
        return new MergeException(
                ErrorCode.EMBEDDED_SERVER,
                "The start of the embedded " + files.recipe().product() + " was interrupted.",
                "Start it again.",
                cause);
    }

    private MergeException stoppedBy(MergeException failure) {
        try {
            stop();
        } catch (MergeException left) {
            failure.addSuppressed(left);
        }
        return failure;
    }

    /** Gives the process' number, for tests that kill it. */
    long pid() {
        return process.map(Process::pid).orElse(-1L);
    }

    /** Ends the process and deletes its folder; does nothing the second time. */
    void stop() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the JVM is ending; its hook does the same, whichever comes first
            Thread.onSpinWait();
        }
        end();
    }

    private synchronized void end() {
        if (over) {
            return;
        }
        over = true;
        process.ifPresent(running -> running.destroyForcibly().onExit().join());
        try {
            Folders.delete(run);
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The folder of the embedded server on port " + port + " cannot be deleted: " + Folders.reason(e)
                            + ".",
                    "Delete " + run + " by hand.",
                    e);
        }
    }
}
