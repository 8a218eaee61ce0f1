package dev.dbmerge.testing;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** Compares a server's schemas and connections after a test with those before it. */
final class LeakGuard {
    /** A server forgets a closed connection a moment after the client. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TestServer server;
    private final Duration patience;
    private final Set<String> schemas;
    private final Set<String> connections;

    private LeakGuard(TestServer server, Duration patience, Set<String> schemas, Set<String> connections) {
        this.server = server;
        this.patience = patience;
        this.schemas = schemas;
        this.connections = connections;
    }

    static LeakGuard before(TestServer server) throws SQLException {
        return before(server, PATIENCE);
    }

    static LeakGuard before(TestServer server, Duration patience) throws SQLException {
        return new LeakGuard(server, patience, server.schemas(), server.connections());
    }

    /** Drops the test's own schemas, then fails when something is left; what is left is removed for the next test. */
    void after() throws SQLException {
        Set<String> open = openConnections();
        for (String id : open) {
            server.run("KILL " + id);
        }
        server.dropSchemas();
        Set<String> left = new TreeSet<>(server.schemas());
        left.removeAll(schemas);
        for (String schema : left) {
            server.run("DROP DATABASE `" + schema + "`");
        }
        if (!left.isEmpty() || !open.isEmpty()) {
            throw new AssertionError("The test left on " + server + ": " + left.size() + " schemas " + left + ", "
                    + open.size() + " connections " + open);
        }
    }

    private Set<String> openConnections() throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        Set<String> open = newConnections();
        while (!open.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            open = newConnections();
        }
        return open;
    }

    private Set<String> newConnections() throws SQLException {
        Set<String> open = new TreeSet<>(server.connections());
        open.removeAll(connections);
        return open;
    }
}
