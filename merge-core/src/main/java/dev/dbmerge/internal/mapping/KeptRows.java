package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.Overlay;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Finds keys that rows which stay from staging share with production's rows; the two may be on different servers. */
public final class KeptRows {
    private static final int BATCH = 500;
    private static final int KEYS = 5;

    private final Session staging;
    private final Session production;
    private final Collations collations;
    private final String stagingSchema;

    public KeptRows(Session staging, Session production, Collations collations, String stagingSchema) {
        this.staging = staging;
        this.production = production;
        this.collations = collations;
        this.stagingSchema = stagingSchema;
    }

    /**
     * Rows that stay and whose key production's rows have as well.
     *
     * @param key name of the key
     * @param keys up to five of the shared keys
     */
    public record Collision(String key, List<String> columns, long rows, List<String> keys) {
        public Collision {
            columns = List.copyOf(columns);
            keys = List.copyOf(keys);
        }
    }

    /** Counts the rows that stay. */
    public long count(Overlay overlay, Table target) {
        return overlay.keepStaging()
                .map(condition -> staging.in(stagingSchema, () -> count(target, condition)))
                .orElse(0L);
    }

    private long count(Table target, String condition) {
        return staging.number(
                "count the rows of " + target.name() + " that stay",
                "SELECT COUNT(*) FROM " + Names.quote(stagingSchema, target.name()) + " WHERE (" + condition + ")");
    }

    /** Asks for every unique key; the keys of the rows that stay travel in batches. */
    public List<Collision> ask(Overlay overlay, Table target, Relation rows, TableMapping mapping) {
        List<Collision> collisions = new ArrayList<>();
        if (overlay.keepStaging().isEmpty()) {
            return collisions;
        }
        MappedSelect select = new MappedSelect(rows, target, mapping, collations::collation);
        for (Key key : target.keys()) {
            boolean plain = key.columns().equals(key.parts());
            boolean known = target.columns(key.columns()).stream()
                    .allMatch(column -> !column.generated() && select.knows(column));
            if (key.unique() && plain && known) {
                Collision collision = staging.in(
                        stagingSchema, () -> production.in(rows.schema(), () -> ask(overlay, target, key, select)));
                if (collision.rows() > 0) {
                    collisions.add(collision);
                }
            }
        }
        return collisions;
    }

    private Collision ask(Overlay overlay, Table target, Key key, MappedSelect select) {
        List<Column> columns = target.columns(key.columns());
        String list = columns.stream().map(KeptRows::read).collect(Collectors.joining(", "));
        String given = key.columns().stream()
                .map(name -> Names.quote(name) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String query = "SELECT " + list + " FROM " + Names.quote(stagingSchema, target.name()) + " WHERE ("
                + overlay.keepStaging().orElseThrow() + ") AND " + given;
        long rows = 0;
        List<String> shared = new ArrayList<>();
        try (Statement statement = staging.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(Integer.MIN_VALUE);
            List<String> batch = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(query)) {
                while (found.next()) {
                    batch.add(row(found, columns));
                    if (batch.size() == BATCH) {
                        rows += shared(target, key, select, batch, shared);
                        batch.clear();
                    }
                }
            }
            rows += batch.isEmpty() ? 0 : shared(target, key, select, batch, shared);
        } catch (SQLException e) {
            throw staging.failure("read the keys of rows of " + target.name() + " that stay", e);
        }
        return new Collision(key.name(), key.columns(), rows, shared.subList(0, Math.min(KEYS, shared.size())));
    }

    private static String read(Column column) {
        String name = Names.quote(column.name());
        return column.charset().isPresent() ? "CONVERT(" + name + " USING utf8mb4)" : name;
    }

    private String row(ResultSet found, List<Column> columns) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(literal(columns.get(i), found.getBytes(i + 1)));
        }
        return "(" + String.join(", ", values) + ")";
    }

    private String literal(Column column, byte[] value) {
        String hex = "x'" + HexFormat.of().formatHex(value) + "'";
        if (column.charset().isPresent()) {
            String collation = collations.collation(column.collation().orElseThrow());
            String charset = collations.charset(column.charset().get());
            return "CONVERT(CONVERT(" + hex + " USING utf8mb4) USING " + charset + ") COLLATE " + collation;
        }
        return ColumnType.of(column).binary()
                ? hex
                : "'" + new String(value, StandardCharsets.US_ASCII).replace("'", "''") + "'";
    }

    private long shared(Table target, Key key, MappedSelect select, List<String> batch, List<String> shared) {
        String list = Names.quoteAll(key.columns());
        String rows = "FROM (" + select.written() + ") AS " + Names.quote(target.name()) + " WHERE "
                + (key.columns().size() == 1 ? list : "(" + list + ")") + " IN (" + String.join(", ", batch) + ")";
        String doing = "look for keys of " + target.name() + " that rows which stay share with production's";
        long found = production.number(doing, "SELECT COUNT(*) " + rows);
        if (found > 0 && shared.size() < KEYS) {
            String text = "CONVERT(CONCAT_WS(', ', " + list + ") USING utf8mb4) AS shared_key";
            shared.addAll(RowQuestions.texts(
                    production, doing, "SELECT " + text + " " + rows + " ORDER BY " + list + " LIMIT " + KEYS));
        }
        return found;
    }
}
