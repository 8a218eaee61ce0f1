package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.KeyConstant;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cuts the rows of a table into ranges of its primary key, one after the other.
 *
 * <p>The server finds where a range ends, so that no key is compared in Java. A range holds as many rows as took about as long
 * as is wanted the last time. Rows of a query, and of tables whose key begins with a type that cannot be written as a constant on
 * every server, are one range.
 */
public final class Chunks {
    private static final long FIRST_ROWS = 1_000;
    private static final long MOST_ROWS = 1_000_000;
    private static final long MOST_TIMES = 4;
    private static final Duration WANTED = Duration.ofMillis(1_500);

    private final Relation relation;
    private final List<Column> key;
    private final List<String> names;
    private Optional<List<String>> after = Optional.empty();
    private boolean over;
    private int given;
    private long rows = FIRST_ROWS;

    /** Begins at the first row; nothing is asked yet. */
    public Chunks(Relation relation) {
        this.relation = relation;
        this.key = key(relation);
        this.names = key.stream().map(Column::name).toList();
    }

    /**
     * A range.
     *
     * @param number 0 for the first that was given
     * @param key the columns by which it is cut
     * @param after the constants behind which it begins; empty where it begins with the first row
     * @param upto the constants with which it ends; empty where it ends with the last row
     * @param size how many rows the table has in it; 0 where that is not known, as of the last one
     */
    public record Range(
            int number,
            Relation rows,
            List<String> key,
            Optional<List<String>> after,
            Optional<List<String>> upto,
            long size) {
        public Range {
            Objects.requireNonNull(rows, "rows");
            key = List.copyOf(key);
            after = after.map(List::copyOf);
            upto = upto.map(List::copyOf);
        }

        private Range of(Relation otherRows) {
            return new Range(number, otherRows, key, after, upto, size);
        }

        /**
         * Gives the condition that a row is in the range.
         *
         * @param table name of a table with the same columns
         * @return empty where every row is
         */
        public Optional<String> within(String table) {
            List<String> bounds = new ArrayList<>();
            after.ifPresent(from -> bounds.add("(" + beyond(table, key, from) + ")"));
            upto.ifPresent(to -> bounds.add("NOT (" + beyond(table, key, to) + ")"));
            return bounds.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", bounds));
        }
    }

    /** Gives no range at all. */
    public static Chunks none(Relation relation) {
        Chunks none = new Chunks(relation);
        none.over = true;
        return none;
    }

    /** Gives the columns by which the rows are cut; none where they are one range. */
    public List<Column> key() {
        return key;
    }

    /** Gives no further range. */
    public synchronized void end() {
        over = true;
    }

    /** Tells whether there is no further range; known once the last one was given. */
    public synchronized boolean over() {
        return over;
    }

    /**
     * Gives the next range.
     *
     * @param session on the server of the rows, and of the moment that is copied
     * @return empty where there is none any more
     */
    public synchronized Optional<Range> next(Session session) {
        if (over) {
            return Optional.empty();
        }
        if (key.isEmpty()) {
            over = true;
            return Optional.of(new Range(given++, relation, List.of(), Optional.empty(), Optional.empty(), 0));
        }
        Optional<List<String>> end = end(session);
        over = end.isEmpty();
        Range bounds = new Range(given++, relation, names, after, end, over ? 0 : rows);
        after = end;
        return Optional.of(bounds.within(relation.table().name())
                .map(within -> bounds.of(byKey().and(within)))
                .orElse(bounds));
    }

    /** Says how long a range took, so that the next ones are of a fitting size. */
    public synchronized void took(Range range, Duration time) {
        if (range.size() > 0) {
            double fitting = range.size() * (double) WANTED.toMillis() / Math.max(1, time.toMillis());
            rows = Math.max(1, Math.min(MOST_ROWS, Math.min(range.size() * MOST_TIMES, (long) fitting)));
        }
    }

    /** Gives the key of the row that ends the next range; empty where fewer rows are left. */
    private Optional<List<String>> end(Session session) {
        String table = relation.table().name();
        String columns = names.stream().map(Names::quote).collect(Collectors.joining(", "));
        String query = "SELECT " + key.stream().map(KeyConstant::read).collect(Collectors.joining(", ")) + " FROM "
                + byKey().from()
                + after.map(from -> " WHERE " + beyond(table, names, from)).orElse("") + " ORDER BY " + columns
                + " LIMIT 1 OFFSET " + (rows - 1);
        String doing = "find where a range of " + relation.title() + " ends";
        try (Statement statement = Streams.statement(session);
                ResultSet found = statement.executeQuery(query)) {
            if (!found.next()) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                values.add(KeyConstant.of(key.get(i), new String(found.getBytes(i + 1), StandardCharsets.US_ASCII)));
            }
            return Optional.of(values);
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    /** Servers take a range of the table for a reason to read all of it, now and then. */
    private Relation byKey() {
        return relation.reading(relation.from() + " FORCE INDEX (PRIMARY)");
    }

    /** Gives the condition that a row's key comes behind these values; no server finds a range by comparing whole rows. */
    private static String beyond(String table, List<String> key, List<String> values) {
        List<String> columns =
                key.stream().map(column -> Names.quote(table, column)).toList();
        return IntStream.range(0, values.size())
                .mapToObj(i -> IntStream.range(0, i)
                                .mapToObj(j -> columns.get(j) + " = " + values.get(j) + " AND ")
                                .collect(Collectors.joining())
                        + columns.get(i) + " > " + values.get(i))
                .map(part -> values.size() == 1 ? part : "(" + part + ")")
                .collect(Collectors.joining(" OR "));
    }

    private static List<Column> key(Relation relation) {
        Table table = relation.table();
        boolean whole = relation.from().equals(Names.quote(relation.schema(), table.name()));
        List<Column> columns = table
                .primaryKey()
                .filter(primary -> whole && primary.columns().equals(primary.parts()))
                .map(Key::columns)
                .orElse(List.of())
                .stream()
                .map(name -> table.column(name).orElseThrow())
                .toList();
        int end = 0;
        while (end < columns.size() && writable(columns.get(end))) {
            end++;
        }
        return columns.subList(0, end);
    }

    private static boolean writable(Column column) {
        return switch (ColumnType.of(column)) {
            case INTEGER, DECIMAL -> !column.type().contains("zerofill");
            case TEXT, BYTES -> true;
            default -> false;
        };
    }
}
