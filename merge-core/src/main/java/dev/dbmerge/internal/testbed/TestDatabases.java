package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The databases that a test run makes on the test server; closing it drops them and closes what is open on them. */
final class TestDatabases implements AutoCloseable {
    private final Server server;
    private final String stem = "dbmerge_test_" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private final List<String> made = new ArrayList<>();
    private final List<Server> opened = new CopyOnWriteArrayList<>();

    TestDatabases(Server server) {
        this.server = server;
    }

    Server server() {
        return server;
    }

    /** Gives the test server with one of the databases as the target; it is closed with the databases. */
    Server target(String database) {
        Server target = server.as("target", database);
        opened.add(target);
        return target;
    }

    /** Gives the name of the database of a role. */
    String name(String role) {
        return stem + "_" + role;
    }

    /**
     * Makes an empty database.
     *
     * @param charset its clause, such as {@code CHARACTER SET utf8mb4}
     */
    String make(Session session, String role, String charset) {
        String name = name(role);
        made.add(name);
        session.execute("make the database " + name, "CREATE DATABASE " + Names.quote(name) + " " + charset);
        return name;
    }

    void drop(Session session, String name) {
        session.execute("drop the database " + name, "DROP DATABASE IF EXISTS " + Names.quote(name));
        made.remove(name);
    }

    /** Kills what runs in the databases; may be called from any thread. */
    void interrupt() {
        opened.forEach(Server::interrupt);
    }

    @Override
    public void close() {
        opened.forEach(Server::close);
        if (!made.isEmpty()) {
            try (Session session = server.open()) {
                List.copyOf(made).forEach(name -> drop(session, name));
            }
        }
    }
}
