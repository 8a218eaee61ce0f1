package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Key;
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
    private Optional<List<String>> after = Optional.empty();
    private boolean over;
    private long rows = FIRST_ROWS;

    /** Begins at the first row; nothing is asked yet. */
    public Chunks(Relation relation) {
        this.relation = relation;
        this.key = key(relation);
    }

    /**
     * A range.
     *
     * @param size how many rows the table has in it; 0 where that is not known, as of the last one
     */
    public record Range(Relation rows, long size) {}

    /** Gives no range at all. */
    public static Chunks none(Relation relation) {
        Chunks none = new Chunks(relation);
        none.over = true;
        return none;
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
            return Optional.of(new Range(relation, 0));
        }
        Optional<List<String>> end = end(session);
        List<String> bounds = new ArrayList<>();
        after.ifPresent(from -> bounds.add("(" + beyond(from) + ")"));
        end.ifPresent(to -> bounds.add("NOT (" + beyond(to) + ")"));
        over = end.isEmpty();
        after = end;
        Relation within = bounds.isEmpty() ? relation : byKey().and(String.join(" AND ", bounds));
        return Optional.of(new Range(within, over ? 0 : rows));
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
        String columns = key.stream().map(column -> Names.quote(column.name())).collect(Collectors.joining(", "));
        String query = "SELECT " + key.stream().map(Chunks::read).collect(Collectors.joining(", ")) + " FROM "
                + byKey().from() + after.map(from -> " WHERE " + beyond(from)).orElse("") + " ORDER BY " + columns
                + " LIMIT 1 OFFSET " + (rows - 1);
        String doing = "find where a range of " + relation.title() + " ends";
        try (Statement statement = Streams.statement(session);
                ResultSet found = statement.executeQuery(query)) {
            if (!found.next()) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                values.add(constant(key.get(i), new String(found.getBytes(i + 1), StandardCharsets.US_ASCII)));
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
    private String beyond(List<String> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> IntStream.range(0, i)
                                .mapToObj(j -> name(j) + " = " + values.get(j) + " AND ")
                                .collect(Collectors.joining())
                        + name(i) + " > " + values.get(i))
                .map(part -> values.size() == 1 ? part : "(" + part + ")")
                .collect(Collectors.joining(" OR "));
    }

    private String name(int i) {
        return Names.quote(relation.table().name(), key.get(i).name());
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

    private static String read(Column column) {
        String name = Names.quote(column.name());
        return switch (ColumnType.of(column)) {
            case TEXT, BYTES -> "HEX(" + name + ")";
            default -> name;
        };
    }

    private static String constant(Column column, String read) {
        return switch (ColumnType.of(column)) {
            case TEXT ->
                "(_" + column.charset().orElseThrow() + " x'" + read + "' COLLATE "
                        + column.collation().orElseThrow() + ")";
            case BYTES -> "x'" + read + "'";
            default -> read;
        };
    }
}
