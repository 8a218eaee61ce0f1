package dev.dbmerge.testing;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** One of the servers that tests run on, and the schemas that the running test has on it. */
public final class TestServer implements AutoCloseable {
    /** Ends the name of every schema, so that several runs can share a server that somebody else started. */
    private static final String MARK = "_t" + HexFormat.of().toHexDigits((short) new SecureRandom().nextInt());

    private final String name;
    private final ServerAddress address;
    private final AutoCloseable process;
    private final boolean ours;
    private final String product;
    private final Set<String> schemas = new LinkedHashSet<>();

    /**
     * Makes the value and asks the server for its version.
     *
     * @param process what ends the server; ends nothing for one that somebody else started
     * @param ours whether nobody else uses the server
     */
    TestServer(String name, ServerAddress address, AutoCloseable process, boolean ours) throws SQLException {
        this.name = name;
        this.address = address;
        this.process = process;
        this.ours = ours;
        this.product = askProduct();
    }

    private String askProduct() throws SQLException {
        try (Connection connection = root();
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SELECT VERSION()")) {
            version.next();
            String text = version.getString(1);
            return (text.contains("MariaDB") ? "MariaDB " : "MySQL ") + text.replaceFirst("-.*", "");
        }
    }

    /** Names the kind of server: {@code mariadb-11.4}, {@code mysql-8.0}, {@code mysql-9.7} or {@code given-N}. */
    public String name() {
        return name;
    }

    /** Gives product and version, as in {@code MySQL 8.0.15}. */
    public String product() {
        return product;
    }

    public boolean isMariaDb() {
        return product.startsWith("MariaDB");
    }

    /** Gives the address without a schema and without the account. */
    public String url() {
        return url("");
    }

    /** Gives the address of a schema, without the account. */
    public String url(String schema) {
        return address.url(schema);
    }

    public String user() {
        return address.user();
    }

    /** Gives the account's password, which may be empty. */
    public String password() {
        return address.password();
    }

    /** Connects without a schema as the account that may do everything; the caller closes. */
    public Connection root() throws SQLException {
        return root("");
    }

    /** Connects to a schema as the account that may do everything; the caller closes. */
    public Connection root(String schema) throws SQLException {
        Properties account = new Properties();
        account.setProperty("user", user());
        account.setProperty("password", password());
        return DriverManager.getConnection(url(schema), account);
    }

    /** Runs statements one by one, without a schema. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = root();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Makes an empty utf8mb4 schema that is dropped at the end of the test.
     *
     * @return its true name: the given one and a mark of this run
     */
    public String schema(String stem) throws SQLException {
        String schema = name(stem);
        run("CREATE DATABASE `" + schema + "` CHARACTER SET utf8mb4");
        return schema;
    }

    /**
     * Gives the name of a schema that the test will make, such as a target; where it exists at the end of the test it
     * is dropped.
     */
    public String name(String stem) {
        String schema = stem + MARK;
        schemas.add(schema);
        return schema;
    }

    /** Lets a schema that the test found be dropped at its end, by its whole name. */
    public void adopt(String schema) {
        schemas.add(schema);
    }

    /** Drops what {@link #schema} and {@link #name} named since the last call. */
    void dropSchemas() throws SQLException {
        for (String schema : schemas) {
            run("DROP DATABASE IF EXISTS `" + schema + "`");
        }
        schemas.clear();
    }

    /** Lists the schemas that tests may have made: on a server of somebody else's, those with the mark. */
    Set<String> schemas() throws SQLException {
        return list("SHOW DATABASES", ours ? "" : MARK);
    }

    /** Lists the ids of the clients' connections; none on a server that is somebody else's. */
    Set<String> connections() throws SQLException {
        if (!ours) {
            return Set.of();
        }
        String others = "('system user', 'event_scheduler')";
        return list(
                "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND USER NOT IN " + others
                        + " AND COMMAND <> 'Daemon'",
                "");
    }

    private Set<String> list(String sql, String end) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (Connection connection = root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                String text = rows.getString(1);
                if (text.endsWith(end)) {
                    found.add(text);
                }
            }
        }
        return found;
    }

    /** Gives the product, for the names of tests. */
    @Override
    public String toString() {
        return product;
    }

    @Override
    public void close() {
        try {
            process.close();
        } catch (Exception e) {
            throw new IllegalStateException(product + " did not stop", e);
        }
    }
}
