package dev.dbmerge.internal.server;

import dev.dbmerge.error.MergeException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * One dedicated connection with every setting that matters made explicit.
 *
 * <p>Auto-commit is on until {@link #begin} and again after {@link #commit}. For one thread at a time.
 */
public final class Session implements AutoCloseable {
    private static final int ALIVE_SECONDS = 10;

    private final Server server;
    private final Connection connection;
    private final long id;
    private final DSLContext sql;

    Session(Server server, Connection connection, long id) {
        this.server = server;
        this.connection = connection;
        this.id = id;
        this.sql = dsl(connection, server.version().product().dialect());
    }

    /** Gives the server that this session is on. */
    public Server server() {
        return server;
    }

    /** Gives the connection, for what only JDBC can do; what it throws is translated by {@link #failure}. */
    public Connection connection() {
        return connection;
    }

    /** Gives the server's id of the connection. */
    public long id() {
        return id;
    }

    /** Gives jOOQ over this connection, in the server's dialect, to build and render statements. */
    public DSLContext sql() {
        return sql;
    }

    /** Renders a statement that jOOQ built, in the server's dialect, with its values in it. */
    public String render(Query statement) {
        return sql.renderInlined(statement);
    }

    /**
     * Runs a query and holds its rows in memory; for the catalogue and for counts.
     *
     * @param doing what the query is for, as in "read the columns of ete_staging"
     * @param text plain SQL of jOOQ: {@code ?} stands for a binding
     */
    public Result<Record> fetch(String doing, String text, Object... bindings) {
        try {
            return sql.fetch(text, bindings);
        } catch (DataAccessException e) {
            throw failure(doing, cause(e));
        }
    }

    /**
     * Runs a query that gives one row, its text taken as it is.
     *
     * @param text SQL without jOOQ's placeholders
     */
    public Record fetchPlain(String doing, String text) {
        return fetchAllPlain(doing, text).get(0);
    }

    /**
     * Runs a query, its text taken as it is, and holds its rows in memory.
     *
     * @param text SQL without jOOQ's placeholders
     */
    public Result<Record> fetchAllPlain(String doing, String text) {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(text)) {
            return sql.fetch(rows);
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Runs a query that gives one number, its text taken as it is.
     *
     * @return the first column of the first row; 0 for NULL or no row
     */
    public long number(String doing, String text) {
        // Not executeQuery: the driver takes MariaDB's SET STATEMENT .. FOR SELECT for one without rows.
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Runs a statement, its text taken as it is.
     *
     * @return the rows that it changed
     */
    public long execute(String doing, String text) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
            return Math.max(0, statement.getLargeUpdateCount());
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /** Does something while names without a database mean those of a schema; afterwards they mean what they meant before. */
    public <T> T in(String schema, Supplier<T> work) {
        String before = use(schema);
        try {
            return work.get();
        } finally {
            if (!before.isEmpty() && !before.equals(schema)) {
                use(before);
            }
        }
    }

    /** Gives the default database so far; a statement of Connector/J goes back to the one that was in use when it was made. */
    private String use(String schema) {
        try {
            String before = connection.getCatalog();
            connection.setCatalog(schema);
            return before == null ? "" : before;
        } catch (SQLException e) {
            throw failure("make " + schema + " the default database", e);
        }
    }

    /** Gives the statement by which the driver does what {@link #begin} asks for. */
    public static String beginning() {
        return "SET autocommit = 0";
    }

    /** Gives the statements by which the driver does what {@link #commit} asks for. */
    public static List<String> committing() {
        return List.of("COMMIT", "SET autocommit = 1");
    }

    /** Begins a transaction. */
    public void begin() {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw failure("begin a transaction", e);
        }
    }

    /** Commits and goes back to auto-commit. */
    public void commit() {
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw failure("commit", e);
        }
    }

    /** Rolls back and goes back to auto-commit. */
    public void rollback() {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw failure("roll back", e);
        }
    }

    /** Tells whether the server still answers. */
    public boolean alive() {
        try {
            return connection.isValid(ALIVE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Turns what the driver threw into what dbmerge says of it. */
    public MergeException failure(String doing, SQLException e) {
        return server.failure(doing, e);
    }

    /** Closes the connection, and with it its transaction and its locks. */
    @Override
    public void close() {
        server.forget(this);
        try {
            connection.close();
        } catch (SQLException e) {
            server.log(e);
        }
    }

    private static DSLContext dsl(Connection connection, SQLDialect dialect) {
        Settings settings = new Settings()
                .withStatementType(StatementType.STATIC_STATEMENT)
                .withExecuteLogging(false)
                .withFetchWarnings(false);
        return DSL.using(connection, dialect, settings);
    }

    private static SQLException cause(DataAccessException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sqlException) {
                return sqlException;
            }
        }
        return new SQLException(e.getMessage(), e);
    }
}
