package dev.dbmerge.internal.content;

import dev.dbmerge.internal.content.SharedColumn.Compared;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One side's rows of a table in the order of its key, one row in memory at a time.
 *
 * <p>Whole numbers come in the order of numbers, all else in the order of bytes, so that any two servers agree.
 */
final class OrderedRows implements AutoCloseable {
    private final Session session;
    private final String table;
    private final List<SharedColumn> key;
    private final List<SharedColumn> columns;
    private final Statement statement;
    private final ResultSet rows;

    OrderedRows(Side side, SharedTable table) {
        this.session = side.session();
        this.table = table.name();
        this.key = table.key();
        this.columns = table.columns();
        try {
            statement = Streams.statement(session);
            statement.setEscapeProcessing(false);
        } catch (SQLException e) {
            throw failure(e);
        }
        try {
            rows = statement.executeQuery(query(side));
        } catch (SQLException e) {
            close(e);
            throw failure(e);
        }
    }

    private String query(Side side) {
        List<String> selected = new ArrayList<>();
        key.forEach(column -> selected.add(keyText(side, column)));
        columns.forEach(column -> selected.add(
                column.asHash()
                        ? "SHA2(CONVERT(" + side.text().apply(column) + " USING binary), 256)"
                        : side.text().apply(column)));
        String order = key.stream().map(column -> order(side, column)).collect(Collectors.joining(", "));
        return "SELECT " + String.join(", ", selected) + " FROM " + side.from(table) + " ORDER BY " + order;
    }

    private static String keyText(Side side, SharedColumn column) {
        String text = side.text().apply(column);
        return column.compared() == Compared.INTEGERS ? text : "CONVERT(" + text + " USING binary)";
    }

    /** A bare column can be read off the key's index; an expression over it cannot. */
    private static String order(Side side, SharedColumn column) {
        return column.compared() == Compared.INTEGERS
                ? dev.dbmerge.internal.server.Names.quote(column.name())
                : keyText(side, column);
    }

    /** Goes to the next row; false behind the last. */
    boolean next() {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Gives a column of the key. */
    byte[] key(int at) {
        return bytes(at + 1);
    }

    /** Gives a column beside the key, NULL as no bytes at all. */
    private byte[] value(int at) {
        return bytes(key.size() + at + 1);
    }

    private byte[] bytes(int at) {
        try {
            return rows.getBytes(at);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Compares the keys of the two rows, as both servers order them. */
    int compareKey(OrderedRows other) {
        for (int i = 0; i < key.size(); i++) {
            int order = key.get(i).compared() == Compared.INTEGERS
                    ? number(key(i)).compareTo(number(other.key(i)))
                    : Arrays.compareUnsigned(key(i), other.key(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static BigInteger number(byte[] text) {
        return new BigInteger(new String(text, StandardCharsets.US_ASCII));
    }

    /** Tells whether a column beside the key holds the same in both rows. */
    boolean same(OrderedRows other, int at) {
        byte[] mine = value(at);
        byte[] its = other.value(at);
        if (mine == null || its == null || columns.get(at).compared() != Compared.FLOATS) {
            return Arrays.equals(mine, its);
        }
        return Arrays.equals(mine, its) || floating(mine) == floating(its);
    }

    private static double floating(byte[] text) {
        return Double.parseDouble(new String(text, StandardCharsets.US_ASCII));
    }

    /** Compares two times as their texts, which both sides print alike; no time comes first. */
    int compareTime(OrderedRows other, int at) {
        byte[] mine = value(at);
        byte[] its = other.value(at);
        if (mine == null || its == null) {
            return Boolean.compare(mine != null, its != null);
        }
        return Arrays.compareUnsigned(mine, its);
    }

    private RuntimeException failure(SQLException e) {
        return session.failure("read the rows of " + table + " in the order of their key", e);
    }

    private void close(SQLException because) {
        try {
            statement.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try (statement) {
            rows.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
