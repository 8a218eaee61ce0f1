package dev.dbmerge.internal.server;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Gives Flyway connections that have dbmerge's settings and one schema as their default; closing it closes them all. */
public final class SchemaDataSource implements DataSource, AutoCloseable {
    private final Server server;
    private final String schema;
    private final List<String> settings;
    private final List<Session> sessions = new ArrayList<>();

    /**
     * Makes the source; nothing is opened yet.
     *
     * @param settings statements that every connection runs first
     */
    public SchemaDataSource(Server server, String schema, List<String> settings) {
        this.server = server;
        this.schema = schema;
        this.settings = List.copyOf(settings);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Session session = server.open();
        sessions.add(session);
        session.connection().setCatalog(schema);
        for (String setting : settings) {
            session.execute("set up a session", setting);
        }
        return session.connection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the account is the server's");
    }

    /** Closes what was opened, also what its taker has closed, so that the server forgets it. */
    @Override
    public void close() {
        sessions.forEach(Session::close);
        sessions.clear();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("it logs by SLF4J");
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("it logs by SLF4J");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the timeout is the server's");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it logs by SLF4J");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("no " + type.getName() + " here");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
