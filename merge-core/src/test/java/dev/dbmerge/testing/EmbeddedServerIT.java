package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.time.Duration;
import java.util.List;
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
        repository.createContext("/" + Distribution.LINUX.recipe().repositoryPath(), exchange -> {
            exchange.sendResponseHeaders(200, Files.size(jar));
            Files.copy(jar, exchange.getResponseBody());
            exchange.close();
        });
        repository.start();
        Cache cache = new Cache(folder.resolve("cache"));
        String address = "http://127.0.0.1:" + repository.getAddress().getPort();

        try (EmbeddedServer server = start(cache, onlyRemote(address))) {
            assertEquals(List.of("1"), row(server, "SELECT 1"));
        } finally {
            repository.stop(0);
        }

        try (EmbeddedServer again = start(cache, onlyRemote(address))) {
            assertEquals(List.of("1"), row(again, "SELECT 1"));
        }
        assertEquals(
                List.of("mariadb-11.4.5", "mariadb-11.4.5.data", "mariadb-11.4.5.data.lock", "mariadb-11.4.5.lock"),
                names(cache.root()));
    }

    @Test
    void saysWhichLibraryTheMachineLacks() throws IOException {
        ServerFiles files =
                program("echo \"$0: error while loading shared libraries: libcrypt.so.1: cannot open\" >&2; exit 127");

        MergeException error =
                assertThrows(MergeException.class, () -> EmbeddedServer.start(files, Duration.ofMinutes(1)));

        assertEquals(
                "The embedded MariaDB 11.4.5 cannot be started, this machine lacks the library libcrypt.so.1."
                        + " Install the package that holds it. [E307]",
                error.getMessage());
        assertEquals(ErrorCode.EMBEDDED_SERVER, error.code());
    }

    @Test
    void saysAtOnceWhyAServerDiedLate() throws IOException {
        ServerFiles files =
                program("echo 'InnoDB: started'; sleep 0.2; echo '0 [ERROR] InnoDB: Page is corrupt.'; exit 1");

        MergeException error = assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThrows(MergeException.class, () -> EmbeddedServer.start(files, Duration.ofMinutes(1))));

        assertEquals(
                "The embedded MariaDB 11.4.5 cannot be started, it said: InnoDB: Page is corrupt."
                        + " Mend that, or use a server of your own. [E307]",
                error.getMessage());
    }

    @Test
    void givesUpOnAServerThatNeitherEndsNorIsReadyAndKillsIt() throws IOException {
        Path pid = folder.resolve("pid");
        ServerFiles files = program("echo $$ >" + pid + "; echo 'Recovering.'; exec sleep 600");

        MergeException error =
                assertThrows(MergeException.class, () -> EmbeddedServer.start(files, Duration.ofSeconds(2)));

        assertEquals(
                "The embedded MariaDB 11.4.5 took no connections for 2 s, it said last: Recovering. Start it again when"
                        + " the machine has less to do, or use a server of your own. [E307]",
                error.getMessage());
        assertFalse(alive(Long.parseLong(Files.readString(pid).strip())));
    }

    /** Makes files whose server program is a shell script. */
    private ServerFiles program(String script) throws IOException {
        Path program = folder.resolve("programs/bin/mariadbd");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertEquals(true, program.toFile().setExecutable(true));
        return new ServerFiles(
                Distribution.LINUX.recipe(), folder.resolve("programs"), Files.createDirectory(folder.resolve("data")));
    }

    @Test
    void leavesNothingWhereAJvmEndsByItself() throws IOException {
        assertNothingLeft(java("end"));
    }

    @Test
    void leavesNothingWhereAJvmExits() throws IOException {
        assertNothingLeft(java("exit"));
    }

    @Test
    void leavesNothingWhereAJvmIsToldToEnd() throws IOException {
        Process java = java("stay");
        String said = new BufferedReader(new InputStreamReader(java.getInputStream())).readLine();

        java.destroy();
        java.onExit().join();

        assertNothingLeft(said);
    }

    @Test
    void leavesNothingWhereAJvmIsToldToEndDuringTheStart() throws IOException {
        Process java = java("start");
        new BufferedReader(new InputStreamReader(java.getInputStream())).readLine();

        java.destroy();
        java.onExit().join();

        assertEquals(List.of(), left());
    }

    @Test
    void twoJvmsFillAnEmptyCacheTogether() throws IOException {
        Process one = java("end", folder.resolve("cache"));
        Process other = java("end", folder.resolve("cache"));
        one.onExit().join();
        other.onExit().join(); // until then its folder is there, and may be

        assertNothingLeft(one);
        assertNothingLeft(other);
    }

    private void assertNothingLeft(Process java) throws IOException {
        String said = new String(java.getInputStream().readAllBytes()).strip();
        assertEquals(0, java.onExit().join().exitValue(), said);
        assertNothingLeft(said);
    }

    private void assertNothingLeft(String said) throws IOException {
        assertTrue(said.matches("\\d+ jdbc:mysql:\\S+"), said);
        assertFalse(alive(Long.parseLong(said.split(" ")[0])), said);
        assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(said.split(" ")[1], "root", "")
                        .close());
        assertEquals(List.of(), left());
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private List<String> left() throws IOException {
        return names(folder).stream().filter(name -> name.startsWith("dbmerge")).toList();
    }

    private Process java(String end) throws IOException {
        return java(end, Cache.ofUser().root());
    }

    /** Runs {@link EmbeddedServerMain} in a JVM of its own. */
    private Process java(String end, Path cache) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-DDBMERGE_CACHE=" + cache,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedServerMain.class.getName(),
                        end)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static EmbeddedServer start(Cache cache, JarFinder finder) {
        return EmbeddedServer.start(ServerFiles.of(Distribution.LINUX, cache, finder), Duration.ofMinutes(1));
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
