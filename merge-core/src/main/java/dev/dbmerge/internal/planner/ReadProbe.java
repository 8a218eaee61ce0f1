package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.mapping.Encoding;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ColumnType;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Times how fast a source gives its rows: a few to warm up, then as many as come in a moment; the faster reading counts. */
final class ReadProbe {
    private static final long FIRST_BYTES = 128 * 1024;
    private static final int MORE = 16;
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final long LEAST_ROWS = 20;
    private static final long MOST_ROWS = 20_000;

    private final Session session;
    private final String schema;

    ReadProbe(Session session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    /**
     * What reading some rows took.
     *
     * @param bytes of their values as text
     */
    record Timing(long rows, long bytes, Duration time) {
        double nanosOfARow() {
            return (double) time.toNanos() / Math.max(1, rows);
        }
    }

    /**
     * Reads the first rows of a table.
     *
     * @param rowBytes of one row, as the catalogue estimates it
     */
    Timing time(Table table, long rowBytes) {
        long rows = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, FIRST_BYTES / Math.max(1, rowBytes)));
        Timing first = read(table, rows);
        long affordable = rows * MOMENT.toNanos() / Math.max(1, first.time().toNanos());
        if (first.rows() < rows || affordable < rows) {
            return first;
        }
        Timing second = read(table, Math.min(affordable, rows * MORE));
        return second.nanosOfARow() < first.nanosOfARow() ? second : first;
    }

    private Timing read(Table table, long limit) {
        List<Column> columns = table.writtenColumns();
        String list = columns.stream()
                .map(column -> Encoding.of(column).read(Names.quote(column.name())))
                .collect(Collectors.joining(", "));
        String query = "SELECT " + list + " FROM " + Names.quote(schema, table.name()) + " LIMIT " + limit;
        long begun = System.nanoTime();
        try (Statement statement = Streams.statement(session);
                ResultSet found = statement.executeQuery(query)) {
            long rows = 0;
            long bytes = 0;
            while (found.next()) {
                rows++;
                for (int i = 1; i <= columns.size(); i++) {
                    bytes += length(found, i, columns.get(i - 1));
                }
            }
            return new Timing(rows, bytes, Duration.ofNanos(System.nanoTime() - begun));
        } catch (SQLException | IOException e) {
            throw session.failure(
                    "time the reading of " + table.name(),
                    e instanceof SQLException sql ? sql : new SQLException("a value cannot be read", e));
        }
    }

    /** A value that may have megabytes is left where the driver has it. */
    private static long length(ResultSet row, int at, Column column) throws SQLException, IOException {
        if (ColumnType.large(column)) {
            InputStream value = row.getBinaryStream(at);
            return value == null ? 1 : value.available();
        }
        byte[] value = row.getBytes(at);
        return value == null ? 1 : value.length;
    }
}
