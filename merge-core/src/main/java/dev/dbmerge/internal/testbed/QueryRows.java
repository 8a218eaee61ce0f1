package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a query gives, whatever its columns are. */
final class QueryRows {
    private final Session session;

    QueryRows(Session session) {
        this.session = session;
    }

    /**
     * What was found.
     *
     * @param columns with the nearest type that a table's column could have
     * @param rows every value as SQL spells it
     */
    record Found(List<Column> columns, List<List<String>> rows) {
        Found {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        /** Names a row by its first column. */
        String label(int row) {
            return columns.get(0).name() + " " + rows.get(row).get(0);
        }

        /** Gives the columns as those of a table. */
        Table table(String name) {
            return new Table(name, "", "", 0, OptionalLong.empty(), columns, List.of(), List.of(), "");
        }
    }

    Found read(String doing, String sql) {
        session.execute("have texts in UTF-8", "SET SESSION character_set_results = utf8mb4");
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<Column> columns = columns(rows.getMetaData());
                List<List<String>> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(values(columns, rows));
                }
                return new Found(columns, found);
            }
        } catch (SQLException e) {
            throw session.failure(doing, e);
        } finally {
            session.execute("have texts as they are", "SET SESSION character_set_results = NULL");
        }
    }

    private static List<Column> columns(ResultSetMetaData data) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            String type = type(data.getColumnType(i));
            columns.add(new Column(
                    data.getColumnLabel(i),
                    type,
                    type,
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    false,
                    false,
                    false));
        }
        return columns;
    }

    private static String type(int jdbcType) {
        return switch (jdbcType) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC -> "decimal";
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> "double";
            case Types.DATE -> "date";
            case Types.TIME -> "time";
            case Types.TIMESTAMP -> "datetime";
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, Types.BIT -> "blob";
            default -> "varchar";
        };
    }

    private static List<String> values(List<Column> columns, ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            byte[] bytes = rows.getBytes(i + 1);
            values.add(bytes == null ? "NULL" : spelled(ColumnType.of(columns.get(i)), bytes));
        }
        return values;
    }

    private static String spelled(ColumnType type, byte[] bytes) {
        if (type.binary()) {
            return "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (type.number()) {
            return CellValues.normal(type, text);
        }
        return Names.literal(type == ColumnType.MOMENT ? CellValues.normal(type, text) : text);
    }
}
