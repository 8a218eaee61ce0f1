package dev.dbmerge.cli.demo;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.ServerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Creates the demo's four databases on one server: the structures of {@code sql/}, and rows that grow from a seed. */
public final class DemoDatabases {
    private static final List<String> APPLICATIONS = List.of("ete", "etm");
    private static final String HISTORY = "dbmerge_demo_history";

    private final DemoServer server;
    private final Path sqlFolder;
    private final String prefix;

    /**
     * Names what to work with; nothing is read yet.
     *
     * @param sqlFolder the folder that holds {@code ete/demo/staging} and its like
     * @param prefix stands before each schema's name, so that tests do not meet; empty for none
     */
    public DemoDatabases(DemoServer server, Path sqlFolder, String prefix) {
        this.server = Objects.requireNonNull(server, "server");
        this.sqlFolder = sqlFolder.toAbsolutePath().normalize();
        this.prefix = Objects.requireNonNull(prefix, "prefix");
    }

    /**
     * Creates and fills {@code ete_staging}, {@code ete_production}, {@code etm_staging} and {@code etm_production}.
     *
     * <p>A database that exists is refused, never emptied. After a failure those made so far are left behind.
     *
     * @throws ServerException when the server refuses something
     */
    public List<DemoDatabase> create(DemoSize size) {
        List<Callable<DemoDatabase>> tasks = new ArrayList<>();
        for (String application : APPLICATIONS) {
            for (Side side : Side.values()) {
                tasks.add(() -> create(application, side, size));
            }
        }
        return all(tasks);
    }

    /** Half of the time goes to the server and half to making rows, so two at a time keep both busy. */
    private static List<DemoDatabase> all(List<Callable<DemoDatabase>> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<DemoDatabase> databases = new ArrayList<>();
            for (Future<DemoDatabase> task : threads.invokeAll(tasks)) {
                databases.add(task.get());
            }
            return List.copyOf(databases);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MergeException(
                    ErrorCode.INTERRUPTED,
                    "The demo was interrupted.",
                    "Its databases are left half made: drop them.",
                    e);
        } finally {
            threads.shutdownNow();
        }
    }

    private DemoDatabase create(String application, Side side, DemoSize size) {
        String schema = prefix + application + "_" + side.word();
        try (Connection connection = connect()) {
            execute(connection, "CREATE DATABASE `" + schema + "` CHARACTER SET utf8mb4");
            migrate(schema, sqlFolder.resolve(application).resolve("demo").resolve(side.word()));
            connection.setCatalog(schema);
            execute(connection, "DROP TABLE `" + HISTORY + "`");
            return new DemoDatabase(application, side, schema, fill(connection, schema, side, size));
        } catch (SQLException | FlywayException e) {
            throw new ServerException(
                    ErrorCode.STEP,
                    "The demo's database " + schema + " could not be made on " + server + ": " + e.getMessage() + ".",
                    "Drop it if it is left from another demo, or name a server where it does not exist.",
                    e);
        }
    }

    /**
     * Flyway's history is dropped afterwards: with one on each side it would stand in the plan among the application's
     * tables, as the ledger of migrations that the application itself ran.
     */
    private void migrate(String schema, Path folder) {
        Flyway.configure()
                .dataSource(server.url(), server.user(), server.password())
                .defaultSchema(schema)
                .createSchemas(false)
                .table(HISTORY)
                .locations("filesystem:" + folder)
                .failOnMissingLocations(true)
                .placeholderReplacement(false)
                .load()
                .migrate();
    }

    private static long fill(Connection connection, String schema, Side side, DemoSize size) throws SQLException {
        DemoRows rows = new DemoRows(size, side, new ShapeReader(connection).read(schema));
        connection.setAutoCommit(false);
        new RowWriter(connection).write(rows);
        return rows.tables().stream().mapToLong(rows::count).sum();
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        properties.setProperty("rewriteBatchedStatements", "true");
        return DriverManager.getConnection(server.url(), properties);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
