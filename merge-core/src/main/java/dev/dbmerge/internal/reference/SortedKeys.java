package dev.dbmerge.internal.reference;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.math.BigDecimal;
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
public final class SortedKeys implements AutoCloseable {
    private final Session session;
    private final String doing;
    private final Order order;
    private final Statement statement;
    private final ResultSet rows;
    private Position position = Position.BEFORE_FIRST;

    /**
     * Asks for the rows; their first column is the key in its {@link Order}.
     *
     * @param sql a SELECT that is ordered by its first column
     */
    public SortedKeys(Session session, String doing, Order order, String sql) {
        this.session = session;
        this.doing = doing;
        this.order = order;
        try {
            statement = Streams.statement(session);
            statement.setEscapeProcessing(false);
            rows = statement.executeQuery(sql);
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    private enum Position {
        BEFORE_FIRST,
        AT_ROW,
        BEHIND_LAST
    }

    /** How keys are ordered. */
    public enum Order {
        NUMBERS,
        BYTES;

        /** Gives the order in which the values of two columns can be compared; empty where there is none that two servers share. */
        public static Optional<Order> of(Column child, Column parent) {
            if (Points.exact(parent)) {
                return Points.exact(child) || Points.textAtNumbers(child, parent)
                        ? Optional.of(NUMBERS)
                        : Optional.empty();
            }
            boolean text = parent.charset().isPresent() || Points.bytes(parent);
            return text ? Optional.of(BYTES) : Optional.empty();
        }

        /**
         * Gives SQL for a value in this order.
         *
         * @param column the one that the value is of
         * @param parent the one that it is compared with, whose collation decides
         */
        public String of(String value, Column column, Column parent) {
            if (this == NUMBERS) {
                return value;
            }
            if (Points.bytes(parent)) {
                return Points.bytes(column) ? value : "CONVERT(" + value + " USING binary)";
            }
            String text = "CONVERT(" + value + " USING utf8mb4)";
            boolean exact = parent.collation()
                    .filter(name -> name.endsWith("_bin") || name.contains("_cs"))
                    .isPresent();
            return "CONVERT(" + (exact ? text : "LOWER(RTRIM(" + text + "))") + " USING binary)";
        }
    }

    /** Goes to the next row. */
    public boolean next() {
        try {
            position = rows.next() ? Position.AT_ROW : Position.BEHIND_LAST;
            return position == Position.AT_ROW;
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    /** Goes on to the row of a key, which is not smaller than the one that was looked for before; false where there is none. */
    public boolean find(Key key) {
        while (position == Position.BEFORE_FIRST || position == Position.AT_ROW && key().compareTo(key) < 0) {
            next();
        }
        return position == Position.AT_ROW && key().compareTo(key) == 0;
    }

    /** Gives the row's key. */
    public Key key() {
        try {
            byte[] bytes = rows.getBytes(1);
            return new Key(order, bytes == null ? new byte[0] : bytes);
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    /** Gives a column as text; empty for NULL. */
    public Optional<String> text(int column) {
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
    public record Key(Order order, byte[] bytes) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return order == Order.NUMBERS
                    ? number().compareTo(other.number())
                    : Arrays.compareUnsigned(bytes, other.bytes);
        }

        private BigDecimal number() {
            return new BigDecimal(new String(bytes, StandardCharsets.US_ASCII));
        }
    }
}
