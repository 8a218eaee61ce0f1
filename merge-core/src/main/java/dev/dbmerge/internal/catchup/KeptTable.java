package dev.dbmerge.internal.catchup;

import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.hash.RowHash;
import dev.dbmerge.internal.mapping.Encoding;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of the target with staging's rows, some columns of which hold production's values.
 *
 * @param columns those that hold production's values
 * @param schema the target's
 * @param production production's schema, on the same server
 * @param frozen why its values cannot be caught up, in a clause; empty where they can
 */
public record KeptTable(
        Table table, List<Column> key, List<Column> columns, String schema, String production, String frozen) {
    private static final Set<String> TIMES = Set.of("timestamp", "datetime");

    public KeptTable {
        Objects.requireNonNull(table, "table");
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(frozen, "frozen");
    }

    public String name() {
        return table.name();
    }

    /**
     * Takes the values of written rows over again; a time that is set to itself is not set to now by its ON UPDATE.
     *
     * <p>An UPDATE of a join wants to write all of its tables on MariaDB 11.4, and production's are held by a read lock then; a locked
     * table may stand only once under one alias.
     */
    void apply(Session session, DirtyKeys dirty) {
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            sets.add(Names.quote("t", name) + " = (SELECT " + Names.quote("p" + i, name) + found("p" + i) + ")");
        }
        table.writtenColumns().stream()
                .filter(column -> TIMES.contains(column.baseType()) && !columns.contains(column))
                .forEach(column -> sets.add(Names.quote("t", column.name()) + " = " + Names.quote("t", column.name())));
        for (String rows : KeyConditions.qualified("t", dirty, name(), key)) {
            session.execute(
                    "keep production's columns of " + name(),
                    "UPDATE " + Names.quote(schema, name()) + " AS t SET " + String.join(", ", sets)
                            + " WHERE EXISTS (SELECT 1" + found("p") + ")"
                            + (rows.isEmpty() ? "" : " AND (" + rows + ")"));
        }
    }

    private String found(String alias) {
        return " FROM " + Names.quote(production, name()) + " AS " + alias + " WHERE "
                + key.stream()
                        .map(column -> Names.quote(alias, column.name()) + " = " + Names.quote("t", column.name()))
                        .collect(Collectors.joining(" AND "));
    }

    /** Gives the tables by the aliases that the statements use. */
    List<String> lockedNames() {
        List<String> names = new ArrayList<>(List.of(Names.quote(schema, name()) + " AS t"));
        names.add(Names.quote(production, name()) + " AS p");
        for (int i = 0; i < columns.size(); i++) {
            names.add(Names.quote(production, name()) + " AS p" + i);
        }
        return names;
    }

    /** Counts the written rows whose values are not production's. */
    long differing(Session session, DirtyKeys dirty) {
        return KeyConditions.qualified("t", dirty, name(), key).stream()
                .mapToLong(rows -> differing(session, rows))
                .sum();
    }

    /**
     * Counts rows whose values are not production's.
     *
     * @param rows SQL condition over the row {@code t}; empty for all
     */
    long differing(Session session, String rows) {
        String same = columns.stream()
                .map(column -> value(column, "t") + " = " + value(column, "p"))
                .collect(Collectors.joining(" AND "));
        return session.number(
                "compare the columns of " + name() + " that production keeps",
                "SELECT COUNT(*) FROM " + join()
                        + where(rows.isEmpty() ? "NOT (" + same + ")" : "(" + rows + ") AND NOT (" + same + ")"));
    }

    private static String value(Column column, String reference) {
        return RowHash.value(Encoding.of(column).read(Names.quote(reference, column.name())), RowHash.isLong(column));
    }

    private static String where(String rows) {
        return rows.isEmpty() ? "" : " WHERE " + rows;
    }

    private String join() {
        String same = key.stream()
                .map(column -> Names.quote("t", column.name()) + " = " + Names.quote("p", column.name()))
                .collect(Collectors.joining(" AND "));
        return Names.quote(schema, name()) + " AS t JOIN " + Names.quote(production, name()) + " AS p ON " + same;
    }
}
