package dev.dbmerge.cli.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the shapes of a schema's tables from information_schema; generated columns are left out.
 *
 * <p>Two plain queries: joined in one they took 0.6 to 2 s a schema on MariaDB 11.4.
 */
final class ShapeReader {
    private static final String UNIQUE_COLUMNS = """
            SELECT table_name, column_name FROM information_schema.statistics
            WHERE table_schema = ? AND non_unique = 0""";
    private static final String COLUMNS = """
            SELECT table_name, column_name, data_type, COALESCE(character_maximum_length, 0),
                   COALESCE(numeric_precision, 0), COALESCE(numeric_scale, 0), COALESCE(character_set_name, ''),
                   is_nullable
            FROM information_schema.columns
            WHERE table_schema = ? AND COALESCE(generation_expression, '') = ''
            ORDER BY table_name, ordinal_position""";

    private final Connection connection;

    ShapeReader(Connection connection) {
        this.connection = connection;
    }

    /** Reads the tables of a schema that has no views. */
    List<TableShape> read(String schema) throws SQLException {
        Set<List<String>> unique = uniqueColumns(schema);
        Map<String, List<ColumnShape>> tables = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.computeIfAbsent(rows.getString(1), t -> new ArrayList<>())
                            .add(column(rows, unique));
                }
            }
        }
        return tables.entrySet().stream()
                .map(t -> new TableShape(t.getKey(), t.getValue()))
                .toList();
    }

    private Set<List<String>> uniqueColumns(String schema) throws SQLException {
        Set<List<String>> columns = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(UNIQUE_COLUMNS)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(List.of(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return columns;
    }

    private static ColumnShape column(ResultSet row, Set<List<String>> unique) throws SQLException {
        boolean once = unique.contains(List.of(row.getString(1), row.getString(2)));
        return new ColumnShape(
                row.getString(2),
                row.getString(3).toLowerCase(Locale.ROOT),
                row.getLong(4),
                row.getInt(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8).equals("YES") ? ColumnShape.Nulls.ALLOWED : ColumnShape.Nulls.REFUSED,
                once ? ColumnShape.Values.UNIQUE : ColumnShape.Values.REPEATED);
    }
}
