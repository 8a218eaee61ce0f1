package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowHash;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Conversion;
import dev.dbmerge.internal.mapping.Encoding;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a server hash rows and add the hashes up.
 *
 * <p>How, says {@link RowHash}; what it reads of a column, its transfer.
 */
final class RowHasher {
    private final Table target;
    private final Zero zero;

    /** Makes a hasher of rows that have this table's columns or will get them. */
    RowHasher(Table target, Zero zero) {
        this.target = target;
        this.zero = zero;
    }

    /** Sums the rows of a source as the transfer reads them. */
    RowSum sourceSum(Session session, Transfer transfer) {
        return source(transfer).sum(session);
    }

    /** Gives the query that {@link #sourceSum} asks. */
    String sourceQuery(Transfer transfer) {
        return source(transfer).query();
    }

    /** Gives the rows of a source as the transfer reads them. */
    Rows source(Transfer transfer) {
        List<String> values =
                transfer.fields().stream().map(field -> value(field)).toList();
        return new Rows(
                values, transfer.relation().from(), transfer.relation().where().orElse(""));
    }

    /** Sums the rows of a table that has the target's columns; compares with {@link #sourceSum} of the same transfer. */
    RowSum targetSum(Session session, String schema, Transfer transfer) {
        return target(schema, transfer).sum(session);
    }

    /** Gives the query that {@link #targetSum} asks. */
    String targetQuery(String schema, Transfer transfer) {
        return target(schema, transfer).query();
    }

    private Rows target(String schema, Transfer transfer) {
        List<String> values =
                transfer.fields().stream().map(field -> value(field.stored())).toList();
        return new Rows(values, quoted(schema, transfer.targetTable()), "");
    }

    /**
     * Gives rows of a table that has all of the target's written columns, such as an archive.
     *
     * @param condition SQL after WHERE; empty for all rows
     */
    Rows whole(String schema, String table, String condition) {
        List<String> values = target.writtenColumns().stream()
                .map(column -> value(Transfer.Field.same(column)))
                .toList();
        return new Rows(values, quoted(schema, table), condition);
    }

    /** Rows that a server can sum: what each value adds to its row's text, and SQL after FROM and after WHERE. */
    record Rows(List<String> values, String from, String condition) {
        RowSum sum(Session session) {
            return RowHash.sum(session, values, from, condition);
        }

        String query() {
            return RowHash.query(values, from, condition);
        }

        /**
         * Gives the hash of each row by its key.
         *
         * @param key SQL of the key's text
         * @param order SQL of the key's columns
         * @param most how many rows at most
         */
        Map<String, String> list(Session session, String key, String order, int most) {
            String where = condition.isEmpty() ? "" : " WHERE " + condition;
            String query = "SELECT " + key + " AS k, " + RowHash.row(values) + " AS h FROM " + from + where
                    + " ORDER BY " + order + " LIMIT " + most;
            Map<String, String> rows = new LinkedHashMap<>();
            try (Statement statement = Streams.statement(session);
                    ResultSet found = statement.executeQuery(query)) {
                while (found.next()) {
                    byte[] text = found.getBytes(1);
                    rows.put(new String(text, StandardCharsets.UTF_8), String.valueOf(found.getString(2)));
                }
                return rows;
            } catch (SQLException e) {
                throw session.failure("list the rows of " + from, e);
            }
        }
    }

    private String value(Transfer.Field field) {
        Column column = column(field.column());
        String text = field.exact() ? field.read() : converted(column, field.read());
        if (field.encoding() == Encoding.DOUBLE && zero == Zero.UNSIGNED) {
            text = "(" + text + ") + 0e0";
        }
        return RowHash.value(text, RowHash.isLong(column));
    }

    /** Gives the text that the target will print for a value of another type. */
    private static String converted(Column column, String read) {
        // A floating point number is read as the column will hold it.
        return Encoding.of(column) == Encoding.DOUBLE
                ? read
                : Conversion.cast(column, read).orElse(read);
    }

    private Column column(String name) {
        return target.column(name)
                .orElseThrow(() -> new IllegalArgumentException(target.name() + " has no column " + name));
    }

    private static String quoted(String schema, String table) {
        return dev.dbmerge.internal.server.Names.quote(schema, table);
    }

    /** Tells whether two servers may print some value of the table in different digits, so that sums differ over equal rows. */
    static boolean printsDifferently(Table table) {
        return table.writtenColumns().stream().anyMatch(column -> Encoding.of(column) == Encoding.DOUBLE);
    }
}
