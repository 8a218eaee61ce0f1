package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.ServerVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** A server in a container; the one class that sees Testcontainers. */
final class ContainerServer implements DatabaseServer {
    private static final int PORT = 3306;
    private static final String PASSWORD = "test";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final GenericContainer<?> container;
    private final String product;

    private ContainerServer(GenericContainer<?> container, String product) {
        this.container = container;
        this.product = product;
    }

    static ContainerServer start(String image) {
        return start(image, DockerClientFactory.instance()::isDockerAvailable);
    }

    static ContainerServer start(String image, BooleanSupplier engine) {
        if (!engine.getAsBoolean()) {
            throw failure(
                    image,
                    "no Docker engine answers",
                    "Start one, point DOCKER_HOST at one, or use mariadb:11.4 or mysql:8.0, which are embedded.",
                    null);
        }
        GenericContainer<?> container = container(image);
        try {
            container.start();
            return new ContainerServer(container, await(image, container));
        } catch (ContainerFetchException e) {
            throw failure(
                    image, "the image cannot be fetched", "Check its tag, and that the engine reaches a registry.", e);
        } catch (ContainerLaunchException e) {
            throw failure(image, "the engine does not run it: " + reason(e), "Mend that, or use another server.", e);
        } catch (RuntimeException e) {
            container.stop();
            throw e;
        }
    }

    private static GenericContainer<?> container(String image) {
        return new GenericContainer<>(image)
                .withEnv("MYSQL_ROOT_PASSWORD", PASSWORD) // MariaDB's images know it too
                .withExposedPorts(PORT)
                .withCommand(options(image).toArray(String[]::new))
                .waitingFor(new NoWait());
    }

    private static List<String> options(String image) {
        List<String> options = new ArrayList<>(List.of(
                "--character-set-server=utf8mb4",
                "--local-infile=1",
                "--server-id=1",
                "--log-bin=bin",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-doublewrite=OFF"));
        if (image.startsWith("mariadb:")) {
            options.addAll(List.of("--binlog-format=ROW", "--max-allowed-packet=64M"));
        }
        return options;
    }

    /** Leaves the waiting to {@link #await}, which knows a server that is ready from a port that is open. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }

    private static String await(String image, GenericContainer<?> container) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                ServerVersion version = ProductQuestion.ask(url(container, ""), "root", PASSWORD);
                return version.toString();
            } catch (SQLException e) {
                if (!container.isRunning()) {
                    String said = StartFailure.lastWords(container.getLogs());
                    throw failure(image, "it said: " + said, "Mend that, or use another server.", e);
                }
                if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                    throw failure(
                            image,
                            "it took no connections for " + PATIENCE.toSeconds() + " s: " + e.getMessage(),
                            "Look at what its container logs.",
                            e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    private static MergeException failure(String image, String state, String remedy, Throwable cause) {
        return new MergeException(
                ErrorCode.EMBEDDED_SERVER,
                "The server " + image + " cannot be started in a container, " + state.replaceFirst("\\.$", "") + ".",
                remedy,
                cause);
    }

    private static String url(GenericContainer<?> container, String schema) {
        return "jdbc:mysql://" + container.getHost() + ":" + container.getMappedPort(PORT) + "/" + schema;
    }

    @Override
    public String url(String schema) {
        return url(container, schema);
    }

    @Override
    public String user() {
        return "root";
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public String product() {
        return product;
    }

    @Override
    public void close() {
        container.stop();
    }
}
