package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.ServerVersion;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Asks a server what it is. */
final class ProductQuestion {
    private ProductQuestion() {}

    static ServerVersion ask(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("socketTimeout", "10000"); // a proxy may take a connection long before the server does
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
            rows.next();
            return ServerVersion.parse(rows.getString(1));
        } catch (SQLException e) {
            if ("08001".equals(e.getSQLState()) && e.getErrorCode() == 0 && e.getCause() == null) {
                throw new MergeException(
                        ErrorCode.DRIVER,
                        "No JDBC driver on the class path takes " + url.replaceFirst("\\?.*", "") + ".",
                        "Add com.mysql:mysql-connector-j.",
                        e);
            }
            throw e;
        }
    }
}
