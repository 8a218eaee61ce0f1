package dev.dbmerge.internal.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sets what a session's results depend on, so that no server's defaults decide. */
final class SessionSettings {
    /** Strict, takes zero dates and id 0 as they are, and refuses an engine that is not there. */
    static final String SQL_MODE = "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION";

    private SessionSettings() {}

    static String versionText(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Applies the settings and gives the connection's id. */
    static long apply(Connection connection, ServerVersion version) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION " + String.join(", ", settings(version)));
            // Bytes pass unconverted; the driver decodes by each column's own character set.
            statement.execute("SET SESSION character_set_results = NULL");
            for (String variable : onlyWhereOn(version)) {
                turnOff(statement, variable);
            }
            try (ResultSet rows = statement.executeQuery("SELECT CONNECTION_ID()")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static List<String> settings(ServerVersion version) {
        List<String> settings = new ArrayList<>(List.of(
                "sql_mode = '" + SQL_MODE + "'",
                "time_zone = '+00:00'",
                "foreign_key_checks = 1",
                "unique_checks = 1",
                "sql_safe_updates = 0",
                "sql_auto_is_null = 0",
                "sql_quote_show_create = 1",
                "sql_select_limit = DEFAULT",
                "net_read_timeout = 1800",
                "net_write_timeout = 1800",
                "wait_timeout = 86400",
                "lock_wait_timeout = 60",
                "innodb_lock_wait_timeout = 60",
                "group_concat_max_len = 1048576"));
        if (version.product() == Product.MARIADB) {
            settings.add("max_statement_time = 0");
        } else {
            settings.add("max_execution_time = 0");
        }
        if (version.mysqlAtLeast(8, 0, 0)) {
            // Otherwise row estimates and AUTO_INCREMENT in the catalogue may be a day old.
            settings.add("information_schema_stats_expiry = 0");
        }
        return settings;
    }

    /** Some need a privilege to be set at all, which accounts on most servers lack and do not need. */
    private static List<String> onlyWhereOn(ServerVersion version) {
        return Stream.of("sql_require_primary_key", "sql_generate_invisible_primary_key")
                .filter(variable -> version.mysqlAtLeast(8, 0, variable.contains("require") ? 13 : 30))
                .toList();
    }

    private static void turnOff(Statement statement, String variable) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT @@SESSION." + variable)) {
            rows.next();
            if (rows.getInt(1) == 0) {
                return;
            }
        }
        statement.execute("SET SESSION " + variable + " = 0");
    }
}
