package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One database of a test, written and read by plain SQL and JDBC; no code of dbmerge has a part in it. */
record Place(TestServer server, String schema) {
    /** Runs statements one by one with the schema as the default one and without a strict mode. */
    void run(String... statements) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Connection open() throws SQLException {
        Connection connection = server.root(schema);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00',"
                    + " character_set_results = NULL");
        }
        return connection;
    }

    /** Gives a query's rows, sorted, each value as the hexadecimal digits of its bytes; a DOUBLE as those of its bits. */
    List<String> rows(String query) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : " ").append(value(rows, i));
                }
                found.add(row.toString());
            }
            found.sort(null);
            return found;
        }
    }

    /** The products print one DOUBLE in different digits. */
    private static String value(ResultSet rows, int column) throws SQLException {
        byte[] bytes = rows.getBytes(column);
        if (bytes == null) {
            return "NULL";
        }
        boolean isDouble = rows.getMetaData().getColumnType(column) == Types.DOUBLE;
        return isDouble
                ? Long.toHexString(Double.doubleToRawLongBits(Double.parseDouble(new String(bytes))))
                : HexFormat.of().formatHex(bytes);
    }

    /** Gives a query's rows in their order, values as text with a bar between. */
    List<String> texts(String query) throws SQLException {
        try (Connection connection = server.root(schema);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", row));
            }
            return found;
        }
    }

    /** Gives a table's rows, all of its columns, generated and invisible ones too. */
    List<String> table(String table) throws SQLException {
        List<String> columns =
                texts("SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()"
                        + " AND TABLE_NAME = '" + table.replace("'", "''") + "' ORDER BY ORDINAL_POSITION");
        String list = columns.stream().map(Place::exact).collect(Collectors.joining(", "));
        return rows("SELECT " + list + " FROM " + quoted(table));
    }

    private static String exact(String column) {
        int bar = column.lastIndexOf('|');
        String name = quoted(column.substring(0, bar));
        return switch (column.substring(bar + 1)) {
            case "float", "double" -> name + " * 1e0";
            case "bit" -> name + " + 0";
            case "enum", "set" -> "CAST(" + name + " + 0 AS UNSIGNED)";
            default -> name;
        };
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Gives the names of the base tables that are not dbmerge's own. */
    List<String> tables() throws SQLException {
        return texts("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
                + " AND TABLE_TYPE = 'BASE TABLE' AND TABLE_NAME NOT LIKE '\\_dbmerge\\_%' ORDER BY TABLE_NAME");
    }

    /** Gives what the server prints of each table, and each table's rows: what must be the same before and after. */
    Map<String, Object> state() throws SQLException {
        Map<String, Object> state = new TreeMap<>();
        state.put("databases", texts("SHOW DATABASES"));
        state.put(
                "objects",
                texts("SELECT TABLE_NAME, TABLE_TYPE, CREATE_TIME FROM information_schema.TABLES"
                        + " WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME"));
        state.put("triggers", texts("SHOW TRIGGERS"));
        state.put("events", texts("SHOW EVENTS"));
        for (String table : tables()) {
            state.put("structure of " + table, texts("SHOW CREATE TABLE " + quoted(table)));
            state.put("rows of " + table, table(table));
        }
        return state;
    }

    /** Gives the counter from which the table's next id comes. */
    long counter(String table) throws SQLException {
        String create = texts("SHOW CREATE TABLE " + quoted(table)).get(0);
        return Long.parseLong(create.replaceFirst("(?s).*AUTO_INCREMENT=(\\d+).*", "$1"));
    }

    /** Compares two lists of rows and shows only those that differ. */
    static void assertSameRows(List<String> expected, List<String> rows, String table) {
        List<String> missing = new ArrayList<>(expected);
        List<String> tooMany = new ArrayList<>(rows);
        rows.forEach(missing::remove);
        expected.forEach(tooMany::remove);
        assertEquals(missing, tooMany, table);
    }
}
