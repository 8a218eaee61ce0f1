package dev.dbmerge.cli.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Inserts rows in batches, and commits each table; the connection's current schema is the one that gets them. */
final class RowWriter {
    private static final int BATCH_ROWS = 500;

    private final Connection connection;

    /**
     * Takes a connection without auto-commit.
     *
     * @param connection with {@code rewriteBatchedStatements}, or a batch is a round trip a row
     */
    RowWriter(Connection connection) {
        this.connection = connection;
    }

    void write(DemoRows rows) throws SQLException {
        for (TableShape table : rows.tables()) {
            write(rows, table);
            connection.commit();
        }
    }

    private void write(DemoRows rows, TableShape table) throws SQLException {
        int count = rows.count(table);
        try (PreparedStatement insert = connection.prepareStatement(insert(table))) {
            for (int index = 1; index <= count; index++) {
                bind(insert, rows.row(table, index));
                insert.addBatch();
                if (index % BATCH_ROWS == 0 || index == count) {
                    insert.executeBatch();
                }
            }
        }
    }

    private static void bind(PreparedStatement insert, List<Object> row) throws SQLException {
        for (int i = 0; i < row.size(); i++) {
            insert.setObject(i + 1, row.get(i));
        }
    }

    private static String insert(TableShape table) {
        String names = table.columns().stream().map(c -> '`' + c.name() + '`').collect(Collectors.joining(", "));
        String marks = table.columns().stream().map(c -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO `" + table.name() + "` (" + names + ") VALUES (" + marks + ")";
    }
}
