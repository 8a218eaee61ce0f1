package dev.dbmerge.cli.demo;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.ServerException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Asks a server for the checksums of tables, to show that a merge left its sources as they were. */
public final class TableSums {
    private static final String TABLES =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'";

    private final DemoServer server;

    public TableSums(DemoServer server) {
        this.server = Objects.requireNonNull(server, "server");
    }

    /**
     * Gives the checksum of every table of some schemas, by {@code schema.table}.
     *
     * @throws ServerException when the server refuses
     */
    public Map<String, Long> of(List<String> schemas) {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password())) {
            Map<String, Long> sums = new TreeMap<>();
            for (String schema : schemas) {
                add(connection, schema, sums);
            }
            return sums;
        } catch (SQLException e) {
            throw new ServerException(
                    ErrorCode.STEP,
                    "The demo's tables on " + server + " cannot be compared: " + e.getMessage() + ".",
                    "Start the demo again.",
                    e);
        }
    }

    private static void add(Connection connection, String schema, Map<String, Long> sums) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add("`" + schema + "`.`" + rows.getString(1).replace("`", "``") + "`");
                }
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("CHECKSUM TABLE " + String.join(", ", tables))) {
            while (rows.next()) {
                sums.put(rows.getString(1), rows.getLong(2));
            }
        }
    }
}
