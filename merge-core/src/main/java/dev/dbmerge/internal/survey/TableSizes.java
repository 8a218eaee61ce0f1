package dev.dbmerge.internal.survey;

import dev.dbmerge.internal.server.Session;
import java.util.HashMap;
import java.util.Map;

/**
 * How large the tables of one database are, as its server estimates it.
 *
 * @param bytes of rows and indexes, by table
 * @param rows of rows alone, by table
 */
public record TableSizes(Map<String, Long> bytes, Map<String, Long> rows) {
    public TableSizes {
        bytes = Map.copyOf(bytes);
        rows = Map.copyOf(rows);
    }

    /** Asks the catalogue; a database that is not there has no tables. */
    public static TableSizes read(Session session, String schema) {
        Map<String, Long> bytes = new HashMap<>();
        Map<String, Long> rows = new HashMap<>();
        session.fetch(
                        "read the sizes of " + schema,
                        "SELECT TABLE_NAME, COALESCE(DATA_LENGTH, 0), COALESCE(INDEX_LENGTH, 0)"
                                + " FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE'",
                        schema)
                .forEach(row -> {
                    String table = row.get(0, String.class);
                    rows.put(table, row.get(1, Long.class));
                    bytes.put(table, row.get(1, Long.class) + row.get(2, Long.class));
                });
        return new TableSizes(bytes, rows);
    }

    /** Gives the bytes of a table; 0 for one that is not there. */
    public long of(String table) {
        return bytes.getOrDefault(table, 0L);
    }

    /** Gives the bytes of all tables. */
    public long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
