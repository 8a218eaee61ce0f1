package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Session;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads rows one by one in the order of a key, in which two servers and Java agree: numbers by their value, texts by their bytes.
 *
 * <p>Where the column's collation does not tell letters' case apart, texts are compared in lower case and without blanks at
 * their end; no two servers share more of a collation than that.
 */
final class SortedKeys implements AutoCloseable {
    private final Session session;
    private final String doing;
    private final Order order;
    private final Statement statement;
    private final ResultSet rows;

    /**
     * Asks for the rows; their first column is the key in its {@link Order}.
     *
     * @param sql a SELECT that is ordered by its first column
     */
    SortedKeys(Session session, String doing, Order order, String sql) {
        this.session = session;
        this.doing = doing;
        this.order = order;
        try {
            statement = session.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            statement.setEscapeProcessing(false);
            statement.setFetchSize(Integer.MIN_VALUE);
            rows = statement.executeQuery(sql);
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    /** How keys are ordered. */
    enum Order {
        NUMBERS,
        BYTES;

        /** Gives the order of the keys of a parent; empty where there is none that two servers share. */
        static Optional<Order> of(Column parent) {
            if (Points.whole(parent)) {
                return Optional.of(NUMBERS);
            }
            boolean text = parent.charset().isPresent() || Points.bytes(parent);
            return text ? Optional.of(BYTES) : Optional.empty();
        }

        /** Gives SQL for a value in this order. */
        String of(String value, Column parent) {
            if (this == NUMBERS || Points.bytes(parent)) {
                return value;
            }
            String text = "CONVERT(" + value + " USING utf8mb4)";
            boolean exact = parent.collation()
                    .filter(name -> name.endsWith("_bin") || name.contains("_cs"))
                    .isPresent();
            return "CONVERT(" + (exact ? text : "LOWER(RTRIM(" + text + "))") + " USING binary)";
        }
    }

    /** Goes to the next row. */
    boolean next() {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    /** Gives the row's key. */
    Key key() {
        try {
            byte[] bytes = rows.getBytes(1);
            return new Key(order, bytes == null ? new byte[0] : bytes);
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    /** Gives a further column as text; empty for NULL. */
    Optional<String> text(int column) {
        try {
            byte[] bytes = rows.getBytes(column);
            return Optional.ofNullable(bytes).map(value -> new String(value, StandardCharsets.UTF_8));
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    @Override
    public void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    /** A key that compares as its order says. */
    record Key(Order order, byte[] bytes) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return order == Order.NUMBERS
                    ? number().compareTo(other.number())
                    : Arrays.compareUnsigned(bytes, other.bytes);
        }

        private BigInteger number() {
            return new BigInteger(new String(bytes, StandardCharsets.US_ASCII));
        }
    }
}
