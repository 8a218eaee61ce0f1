package dev.dbmerge.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * Starts the servers of a test run side by side, stops them at its end and says which they were.
 *
 * <p>MariaDB is always required. The others are left out, loudly, where they cannot start, unless
 * {@code DBMERGE_TEST_REQUIRE=all}.
 */
final class StartedServers implements AutoCloseable {
    private static final String REQUIRED = "mariadb-11.4";

    private final List<TestServer> running = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private StartedServers() {}

    /** Starts what can be started; a server that is missing fails each test, so that it is started only once. */
    static StartedServers start() {
        StartedServers started = new StartedServers();
        Optional<String> given = Cache.setting("MERGE_TEST_URL");
        Map<String, Callable<TestServer>> starters =
                given.map(StartedServers::given).orElseGet(StartedServers::own);
        boolean all = given.isPresent()
                || Cache.setting("DBMERGE_TEST_REQUIRE").filter("all"::equals).isPresent();
        Map<String, CompletableFuture<TestServer>> starting = new LinkedHashMap<>();
        starters.forEach((name, starter) -> starting.put(name, CompletableFuture.supplyAsync(() -> call(starter))));
        starting.forEach((name, server) -> started.add(name, server, all || name.equals(REQUIRED)));
        started.writeFile();
        return started;
    }

    private static Map<String, Callable<TestServer>> own() {
        Map<String, Callable<TestServer>> starters = new LinkedHashMap<>();
        starters.put(REQUIRED, () -> started(REQUIRED, EmbeddedServer.start()));
        starters.put("mysql-8.0", () -> started("mysql-8.0", EmbeddedServer.mysql80()));
        starters.put("mysql-9.7", () -> started("mysql-9.7", Containers.mysql("9.7")));
        return starters;
    }

    private static Map<String, Callable<TestServer>> given(String urls) {
        Map<String, Callable<TestServer>> starters = new LinkedHashMap<>();
        for (String url : urls.split(",")) {
            String name = "given-" + (starters.size() + 1);
            starters.put(name, () -> new TestServer(name, ServerAddress.parse(url), () -> {}, false));
        }
        return starters;
    }

    private static TestServer started(String name, DatabaseServer server) throws SQLException {
        ServerAddress address = new ServerAddress(server.jdbcUrl(), "", server.user(), server.password());
        return new TestServer(name, address, server, true);
    }

    private static TestServer call(Callable<TestServer> starter) {
        try {
            return starter.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private void add(String name, CompletableFuture<TestServer> starting, boolean required) {
        try {
            running.add(starting.join());
        } catch (CompletionException e) {
            String problem = name + " cannot be tested on: " + e.getCause();
            System.err.println("dbmerge tests: " + problem);
            if (required) {
                problems.add(problem);
            }
        }
    }

    /** Gives the servers; fails when a required one is missing. */
    TestServers servers() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", problems));
        }
        return new TestServers(running);
    }

    private String products() {
        return running.stream().map(TestServer::product).collect(Collectors.joining(", "));
    }

    private void writeFile() {
        Path target = Path.of(System.getProperty("basedir", "."), "target");
        try {
            Files.createDirectories(target);
            Files.write(
                    target.resolve("servers-ran.txt"),
                    running.stream().map(TestServer::product).toList());
        } catch (IOException e) {
            throw new IllegalStateException("servers-ran.txt cannot be written", e);
        }
    }

    @Override
    public void close() {
        running.forEach(TestServer::close);
        System.out.println("dbmerge tests ran on: " + products());
    }
}
