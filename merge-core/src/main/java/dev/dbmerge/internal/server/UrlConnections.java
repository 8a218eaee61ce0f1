package dev.dbmerge.internal.server;

import com.mysql.cj.jdbc.exceptions.CommunicationsException;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.spec.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections by the URL and the account of a spec's database. */
public final class UrlConnections implements Connections {
    private static final Logger LOG = LoggerFactory.getLogger(UrlConnections.class);
    private static final Pattern LOCAL_INFILE = Pattern.compile("local_?infile", Pattern.CASE_INSENSITIVE);

    private final String url;
    private static final Pattern ENCRYPTION = Pattern.compile(
            "ssl|tls|trustCertificate|clientCertificate|verifyServerCertificate", Pattern.CASE_INSENSITIVE);

    private final Database database;
    private volatile boolean plain;

    /**
     * Makes it; nothing is opened yet.
     *
     * @throws MergeException when the URL speaks of LOCAL INFILE: what stands in a URL wins over what dbmerge sets beside it, and a
     *     server could ask any connection that allows it for any file
     */
    public UrlConnections(Database database) {
        if (LOCAL_INFILE.matcher(database.url()).find()) {
            throw new MergeException(
                    ErrorCode.SPEC_URL,
                    "The url of " + database.schema()
                            + " speaks of LOCAL INFILE, which dbmerge allows on the loader's connection alone.",
                    "Take the property out of the url.");
        }
        this.database = database;
        this.url = withoutSchema(database.url());
    }

    @Override
    public Connection open(Purpose purpose) throws SQLException {
        Properties properties = new Properties();
        database.user().ifPresent(user -> properties.setProperty("user", user));
        if (!database.password().value().isEmpty()) {
            properties.setProperty("password", database.password().value());
        }
        properties.setProperty("allowLoadLocalInfile", Boolean.toString(purpose == Purpose.LOAD));
        properties.setProperty("tinyInt1isBit", "false");
        properties.setProperty("yearIsDateType", "false");
        properties.setProperty("characterEncoding", purpose == Purpose.SCRIPT ? "ISO-8859-1" : "UTF-8");
        properties.setProperty("useServerPrepStmts", "false");
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("tcpKeepAlive", "true");
        if (!url.contains("sessionVariables=")) {
            // The driver looks once, while it connects, at how names are quoted; a server may have ANSI_QUOTES as its
            // default.
            properties.setProperty("sessionVariables", "sql_mode='" + SessionSettings.SQL_MODE + "'");
        }
        if (!url.contains("connectTimeout=")) {
            properties.setProperty("connectTimeout", "10000");
        }
        if (plain) {
            try {
                properties.setProperty("sslMode", "DISABLED");
                return DriverManager.getConnection(url, properties);
            } catch (CommunicationsException e) {
                throw e;
            } catch (SQLException e) {
                // The account may have to encrypt, or the server may want its password anew.
                LOG.debug("no connection without encryption", e);
                plain = false;
                properties.remove("sslMode");
            }
        }
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            if ("08001".equals(e.getSQLState()) && e.getErrorCode() == 0 && e.getCause() == null) {
                throw new MergeException(
                        ErrorCode.DRIVER,
                        "No JDBC driver on the class path takes "
                                + database.url().replaceAll("\\?.*", "") + ".",
                        "Add com.mysql:mysql-connector-j.",
                        e);
            }
            throw e;
        }
    }

    /** Rows that do not leave the machine need not be encrypted, unless the url speaks of it. */
    @Override
    public void learn(Connection connection) {
        plain = !ENCRYPTION.matcher(url).find() && Direct.is(connection);
    }

    @Override
    public Optional<Database> database() {
        return Optional.of(database);
    }

    @Override
    public String address() {
        return url.replaceFirst("^jdbc:mysql://([^/?]*).*", "$1").replaceFirst("^.*@", "");
    }

    /** The target's schema may not exist yet, and every statement names its schema. */
    private static String withoutSchema(String url) {
        return url.replaceFirst("^(jdbc:mysql://[^/?]*)/?[^?]*", "$1/");
    }
}
