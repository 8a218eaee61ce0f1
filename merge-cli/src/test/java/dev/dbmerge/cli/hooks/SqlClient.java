package dev.dbmerge.cli.hooks;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Stands for a client of MySQL as the hooks call it, on machines that have none: options, a database, SQL on standard input. */
final class SqlClient {
    private static final String OPTION_FILE = "--defaults-extra-file=";

    private SqlClient() {}

    public static void main(String[] words) throws IOException {
        if (!words[0].startsWith(OPTION_FILE)) {
            throw new IllegalArgumentException("the option file has to be the first option");
        }
        Properties account = new Properties();
        account.load(new StringReader(Files.readString(Path.of(words[0].substring(OPTION_FILE.length())))));
        String url = "jdbc:mysql://" + account.getProperty("host") + ":" + account.getProperty("port") + "/"
                + words[words.length - 1] + "?allowMultiQueries=true&sslMode=DISABLED";
        String sql = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        try (Connection connection =
                        DriverManager.getConnection(url, account.getProperty("user"), account.getProperty("password"));
                Statement statement = connection.createStatement()) {
            for (boolean rows = statement.execute(sql);
                    rows || statement.getUpdateCount() != -1;
                    rows = statement.getMoreResults()) {
                if (rows) {
                    print(statement.getResultSet());
                }
            }
        } catch (SQLException e) {
            System.err.println("ERROR " + e.getErrorCode() + ": " + e.getMessage());
            System.exit(1);
        }
    }

    private static void print(ResultSet rows) throws SQLException {
        while (rows.next()) {
            System.out.println(rows.getString(1));
        }
    }
}
