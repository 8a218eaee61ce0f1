package dev.dbmerge.internal.catchup;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lets rows that are laid over again keep values of their own in columns that nothing comes for: they are put aside before and
 * put back behind.
 *
 * @param table the table that is laid over
 * @param columns those that keep their values
 * @param placeholders by column what a row gets that was not there, SQL over the source's row; none where the column has a default
 * @param schema of the table
 * @param source the same table where the rows come from, quoted
 * @param stash a table of dbmerge's own
 */
public record Aside(
        Table table,
        List<Column> key,
        List<Column> columns,
        Map<String, String> placeholders,
        String schema,
        String source,
        String stash) {
    private static final Set<String> TIMES = Set.of("timestamp", "datetime");

    public Aside {
        Objects.requireNonNull(table, "table");
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        placeholders = Map.copyOf(placeholders);
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(stash, "stash");
    }

    private String doing() {
        return "keep columns of " + table.name() + " that nothing comes for";
    }

    private String place() {
        return Names.quote(schema, stash);
    }

    private String list(String letter, int count) {
        return IntStream.range(0, count).mapToObj(i -> letter + i).collect(Collectors.joining(", "));
    }

    private static String names(List<Column> columns) {
        return Names.quoteAll(columns.stream().map(Column::name).toList());
    }

    /** Makes the table of its own; the names of its columns are none of the table's, so that a condition means one row alone. */
    public void create(Session session) {
        session.execute(doing(), "DROP TABLE IF EXISTS " + place());
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            parts.add("_dbmerge_k" + i + " " + key.get(i).exactType() + " NOT NULL");
        }
        for (int i = 0; i < columns.size(); i++) {
            parts.add("_dbmerge_c" + i + " " + columns.get(i).exactType() + " NULL");
        }
        parts.add("_dbmerge_there TINYINT NOT NULL");
        parts.add("PRIMARY KEY (" + list("_dbmerge_k", key.size()) + ")");
        session.execute(
                doing(),
                "CREATE TABLE " + place() + " (" + String.join(", ", parts) + ") ENGINE = InnoDB ROW_FORMAT = DYNAMIC");
    }

    /** Drops it. */
    public void drop(Session session) {
        session.execute(doing(), "DROP TABLE IF EXISTS " + place());
    }

    /** Puts the values of rows aside that are met for the first time, and notes which ones were not there. */
    void before(Session session, String rows) {
        String where = rows.isEmpty() ? "" : " WHERE " + rows;
        String keys = list("_dbmerge_k", key.size());
        session.execute(
                doing(),
                "INSERT IGNORE INTO " + place() + " (" + keys + ", " + list("_dbmerge_c", columns.size())
                        + ", _dbmerge_there) SELECT " + names(key) + ", " + names(columns) + ", 1 FROM "
                        + Names.quote(schema, table.name()) + where);
        session.execute(
                doing(),
                "INSERT IGNORE INTO " + place() + " (" + keys + ", _dbmerge_there) SELECT " + names(key) + ", 0 FROM "
                        + source + where);
    }

    /** Puts them back. */
    void after(Session session, String rows) {
        String join = Names.quote(schema, table.name()) + " AS t JOIN " + place() + " AS s ON "
                + IntStream.range(0, key.size())
                        .mapToObj(i -> "s._dbmerge_k" + i + " = "
                                + Names.quote("t", key.get(i).name()))
                        .collect(Collectors.joining(" AND "));
        String where = " WHERE s._dbmerge_there = 1" + (rows.isEmpty() ? "" : " AND (" + rows + ")");
        List<String> sets = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = Names.quote("t", columns.get(i).name());
            sets.add(name + " = s._dbmerge_c" + i);
            same.add("CONVERT(" + name + " USING binary) <=> CONVERT(s._dbmerge_c" + i + " USING binary)");
        }
        table.writtenColumns().stream()
                .filter(column -> TIMES.contains(column.baseType()) && !columns.contains(column))
                .map(column -> Names.quote("t", column.name()))
                .forEach(name -> sets.add(name + " = " + name));
        session.execute(doing(), "UPDATE " + join + " SET " + String.join(", ", sets) + where);
        long other = session.number(
                doing(), "SELECT COUNT(*) FROM " + join + where + " AND NOT (" + String.join(" AND ", same) + ")");
        if (other > 0) {
            throw new MergeException(
                    ErrorCode.VERIFY_COPY,
                    other + " rows of " + schema + "." + table.name() + " did not keep the values of " + names(columns)
                            + ".",
                    "Report it with the table's definition.");
        }
    }

    /** Gives the names and aliases that the statements use beside the tables themselves. */
    List<String> lockedNames() {
        return List.of(place(), place() + " AS s", Names.quote(schema, table.name()) + " AS t");
    }
}
