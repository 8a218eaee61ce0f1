package dev.dbmerge.internal.server;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.server.Connections.Purpose;
import dev.dbmerge.spec.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server as one of staging, production and target sees it: its version, its sessions and its words for errors. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final String role;
    private final Connections connections;
    private final String schema;
    private final String origin;
    private final Map<Session, Optional<Integer>> sessions = new ConcurrentHashMap<>();
    private volatile Optional<NamedLock> lock = Optional.empty();
    private final Set<Server> sharing = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;
    private final ServerVersion version;
    private final String address;

    /**
     * Connects once to learn what the server is.
     *
     * @param role {@code staging}, {@code production} or {@code target}, as errors spell it
     * @throws ServerException when it cannot be reached, refuses the account or is too old
     */
    public Server(String role, Connections connections, String schema) {
        this(role, connections, schema, "");
    }

    /**
     * Connects as the other constructor does.
     *
     * @param origin what the database holds, before its name in its description, such as {@code dump staging.sql in}
     */
    public Server(String role, Connections connections, String schema, String origin) {
        this.origin = origin;
        this.role = role;
        this.connections = connections;
        this.schema = schema;
        try (Connection connection = connections.open(Purpose.STATEMENTS)) {
            String text = SessionSettings.versionText(connection);
            this.version = ServerVersion.parse(text);
            connections.learn(connection);
            this.address = connection
                    .getMetaData()
                    .getURL()
                    .replaceFirst("^jdbc:[a-z:]+//", "")
                    .replaceFirst("[/?].*", "");
        } catch (SQLException e) {
            throw Failures.connecting(role, connections.address(), e);
        }
        if (!version.supported()) {
            throw new ServerException(
                    ErrorCode.SERVER_VERSION,
                    capital(role) + "'s server is " + version + ", which dbmerge does not know.",
                    "Use MySQL 5.7 or later, or MariaDB 10.6 or later.",
                    null);
        }
    }

    /** Gives the same server as another role sees it; the caller closes both. */
    public Server as(String otherRole, String otherSchema) {
        return new Server(otherRole, connections, otherSchema);
    }

    /** Gives the same server for another schema, interrupted and closed together with this one. */
    public Server sharedBy(String otherRole, String otherSchema) {
        Server other = as(otherRole, otherSchema);
        sharing.add(other);
        if (interrupted) {
            other.interrupt();
        }
        return other;
    }

    /** Gives the URL and the account, for somebody else who is to connect; empty where the caller's own connections are used. */
    public Optional<Database> database() {
        return connections.database();
    }

    /** Gives {@code staging}, {@code production} or {@code target}. */
    public String role() {
        return role;
    }

    /** Gives the name of the role's database on this server. */
    public String schema() {
        return schema;
    }

    public ServerVersion version() {
        return version;
    }

    /** Gives {@code ete_staging on MySQL 8.0.15 at db1:3306}. */
    public String description() {
        return (origin.isEmpty() ? "" : origin + " ") + schema + " on " + version + " at " + address;
    }

    /** Gives host and port. */
    public String address() {
        return address;
    }

    /** Opens a session for queries and statements. */
    public Session open() {
        return open(Purpose.STATEMENTS);
    }

    /** Opens a session for the purpose. */
    public Session open(Purpose purpose) {
        Connection connection = null;
        try {
            connection = connections.open(purpose);
            long id = SessionSettings.apply(connection, version);
            Session session = new Session(this, connection, id);
            sessions.put(session, Optional.empty());
            if (interrupted) {
                session.close();
                throw Failures.interrupted();
            }
            lock.ifPresent(held -> sessions.replace(session, held.mark(session)));
            return session;
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw Failures.reconnecting(this, connections.address(), e);
        }
    }

    /**
     * Tells whether two roles are on one server, by a named lock that only one server can know.
     *
     * <p>Neither host and port nor server_uuid tells it reliably: proxies, tunnels, and MariaDB has no uuid.
     */
    public boolean isSameAs(Server other) {
        String name = "dbmerge-same-" + java.util.UUID.randomUUID();
        try (Session mine = open();
                Session theirs = other.open()) {
            mine.number("take a named lock", "SELECT GET_LOCK(" + Names.literal(name) + ", 0)");
            return theirs.number("look for a named lock", "SELECT IS_USED_LOCK(" + Names.literal(name) + ")")
                            == mine.id()
                    && mine.id() != 0;
        }
    }

    /** Gives the binary log's position, such as {@code bin.000003:4711}; empty without a log or the privilege to ask. */
    public Optional<String> binaryLogPosition(Session session) {
        String statement = version.mysqlAtLeast(8, 2, 0) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
        try {
            return session.fetch("read the binary log's position", statement).stream()
                    .findFirst()
                    .map(row -> row.get(0, String.class) + ":" + row.get(1, String.class));
        } catch (MergeException e) {
            if (e.code() == ErrorCode.PRIVILEGE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Kills what every session of this server runs and lets none run anything more. May be called from any thread. */
    public void interrupt() {
        interrupted = true;
        sharing.forEach(Server::interrupt);
        if (sessions.isEmpty()) {
            return;
        }
        try (Connection killer = connections.open(Purpose.STATEMENTS);
                var statement = killer.createStatement()) {
            for (Session session : sessions.keySet()) {
                kill(statement, session);
            }
        } catch (SQLException e) {
            LOG.warn("could not kill the statements that run on {}'s server", role, e);
        }
    }

    private void kill(java.sql.Statement statement, Session session) {
        try {
            statement.execute("KILL " + session.id());
        } catch (SQLException e) {
            LOG.debug("connection {} of {}'s server is gone already", session.id(), role, e);
        }
    }

    /** Turns what the driver threw into what dbmerge says of it. */
    public MergeException failure(String doing, SQLException e) {
        return interrupted ? Failures.interrupted() : Failures.statement(this, doing, e);
    }

    void forget(Session session) {
        Optional<Integer> mark = sessions.remove(session);
        if (mark != null) {
            mark.ifPresent(number -> lock.ifPresent(held -> held.unmark(number)));
        }
    }

    /** Marks all sessions from here on as those of the holder of a lock; where it is empty, none. */
    void marking(Optional<NamedLock> held) {
        lock = held;
    }

    void log(SQLException e) {
        LOG.debug("closing a connection to {}'s server", role, e);
    }

    /** Closes what is still open. */
    @Override
    public void close() {
        sharing.forEach(Server::close);
        Set.copyOf(sessions.keySet()).forEach(Session::close);
    }

    private static void closeQuietly(Connection connection, SQLException because) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                because.addSuppressed(e);
            }
        }
    }

    public static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
