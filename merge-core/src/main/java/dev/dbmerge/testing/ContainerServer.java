package dev.dbmerge.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.ServerVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** A server in a container; the one class that sees Testcontainers. */
final class ContainerServer implements DatabaseServer {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerServer.class);
    private static final int PORT = 3306;
    private static final String PASSWORD = "test";
    /** How docker-java shows what an engine answers. */
    private static final Pattern ANSWER = Pattern.compile("Status \\d+: \\{\"message\":\"(.*)\"}\\s*");

    private static final Duration FETCH = Duration.ofMinutes(15);
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
        fetch(image);
        GenericContainer<?> container = container(image);
        try {
            container.start();
            return new ContainerServer(container, await(image, container));
        } catch (ContainerLaunchException e) {
            throw stopped(
                    container,
                    failure(image, "the engine does not run it: " + reason(e), "Mend that, or use another server.", e));
        } catch (RuntimeException e) {
            throw stopped(container, e);
        }
    }

    /** Fetches an image that is not there, once: Testcontainers would ask a registry that says no for minutes. */
    private static void fetch(String image) {
        String name = ImageNameSubstitutor.instance()
                .apply(DockerImageName.parse(image))
                .asCanonicalNameString();
        DockerClient engine = DockerClientFactory.instance().client();
        try {
            engine.inspectImageCmd(name).exec();
        } catch (NotFoundException missing) {
            LOG.info("Fetching the image {}", name);
            pull(image, engine.pullImageCmd(name));
        }
    }

    private static void pull(String image, PullImageCmd command) {
        String remedy = "Check its tag, and that the engine reaches a registry.";
        try {
            if (!command.exec(new PullImageResultCallback()).awaitCompletion(FETCH.toSeconds(), TimeUnit.SECONDS)) {
                throw failure(image, "its image was not fetched in " + FETCH.toMinutes() + " minutes", remedy, null);
            }
        } catch (DockerException | DockerClientException e) {
            throw failure(image, "its image cannot be fetched: " + reason(e), remedy, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(image, "the fetching of its image was interrupted", "Start it again.", e);
        }
    }

    private static RuntimeException stopped(GenericContainer<?> container, RuntimeException failure) {
        try {
            container.stop();
        } catch (RuntimeException left) {
            failure.addSuppressed(left);
        }
        return failure;
    }

    private static GenericContainer<?> container(String image) {
        return new GenericContainer<>(image)
                .withEnv("MYSQL_ROOT_PASSWORD", PASSWORD) // MariaDB's images know it too
                .withExposedPorts(PORT)
                .withTmpFs(Map.of("/var/lib/mysql", "rw")) // in memory it is ready in little more than half the time
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
        String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        Matcher answer = ANSWER.matcher(said);
        return answer.matches() ? answer.group(1).replace("\\\"", "\"") : said;
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
