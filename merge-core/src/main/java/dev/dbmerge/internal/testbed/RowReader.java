package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads every row of a table, invisible and generated columns too, each value spelled so that other values differ. */
final class RowReader {
    private final Session session;

    RowReader(Session session) {
        this.session = session;
    }

    /** Gives the rows of a table in the order of its primary key. */
    List<StoredRow> read(String schema, Table table) {
        List<List<String>> rows = values(
                "read the rows of " + table.name(),
                "SELECT " + list(table.columns()) + " FROM " + Names.quote(schema, table.name()) + order(table),
                table.columns());
        List<String> names =
                table.columns().stream().map(column -> column.name()).toList();
        List<Integer> key = table.primaryKey().map(Key::columns).orElse(List.of()).stream()
                .map(name -> names.indexOf(table.column(name).orElseThrow().name()))
                .toList();
        return IntStream.range(0, rows.size())
                .mapToObj(i -> row(names, key, rows.get(i), i))
                .toList();
    }

    private static StoredRow row(List<String> names, List<Integer> key, List<String> values, int index) {
        if (key.isEmpty()) {
            return new StoredRow("row " + (index + 1), values, values);
        }
        String label =
                key.stream().map(at -> names.get(at) + " " + values.get(at)).collect(Collectors.joining(", "));
        return new StoredRow(label, key.stream().map(values::get).toList(), values);
    }

    private static String order(Table table) {
        return table.primaryKey()
                .map(key -> " ORDER BY " + Names.quoteAll(key.columns()))
                .orElse("");
    }

    /** Gives the select list that {@link #values} reads. */
    static String list(List<Column> columns) {
        return columns.stream().map(RowReader::read).collect(Collectors.joining(", "));
    }

    /** Runs a query over columns of these types. */
    List<List<String>> values(String doing, String query, List<Column> columns) {
        List<List<String>> found = new ArrayList<>();
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        byte[] bytes = rows.getBytes(i + 1);
                        values.add(bytes == null ? "NULL" : spelled(columns.get(i), bytes));
                    }
                    found.add(values);
                }
            }
            return found;
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    /** FLOAT prints six digits, BIT raw bytes; texts come as UTF-8, whatever the session's character_set_results. */
    private static String read(Column column) {
        String name = Names.quote(column.name());
        return switch (ColumnType.of(column)) {
            case FLOAT, DOUBLE -> name + " * 1e0";
            case BIT -> name + " + 0";
            case TEXT, ENUM, SET, JSON, OTHER -> "CONVERT(" + name + " USING utf8mb4)";
            default -> name;
        };
    }

    private static String spelled(Column column, byte[] bytes) {
        ColumnType type = ColumnType.of(column);
        if (type.binary()) {
            return "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (type == ColumnType.FLOAT) {
            return Float.toString(Float.parseFloat(text)).replaceFirst("\\.0$", "");
        }
        if (type == ColumnType.DOUBLE) {
            return Double.toString(Double.parseDouble(text)).replaceFirst("\\.0$", "");
        }
        return type.number() || type == ColumnType.YEAR ? text : Names.literal(text);
    }
}
