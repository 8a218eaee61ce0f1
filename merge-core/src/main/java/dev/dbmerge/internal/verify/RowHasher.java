package dev.dbmerge.internal.verify;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.mapping.Conversion;
import dev.dbmerge.internal.mapping.Encoding;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Record;

/**
 * Lets a server hash rows and add the hashes up.
 *
 * <p>SHA2, since MySQL 9.7 has no MD5(); a length before each value, since any separator collides; NULL is a letter of its own.
 * A long value stands as its own hash, since CONCAT gives NULL over max_allowed_packet.
 */
final class RowHasher {
    private static final Set<String> LONG_TYPES = Set.of(
            "tinytext",
            "text",
            "mediumtext",
            "longtext",
            "tinyblob",
            "blob",
            "mediumblob",
            "longblob",
            "json",
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "vector",
            "geomcollection");

    private final Table target;
    private final Zero zero;

    /** Makes a hasher of rows that have this table's columns or will get them. */
    RowHasher(Table target, Zero zero) {
        this.target = target;
        this.zero = zero;
    }

    /** Sums the rows of a source as the transfer reads them. */
    RowSum sourceSum(Session session, Transfer transfer) {
        List<String> values =
                transfer.fields().stream().map(field -> value(field)).toList();
        return sum(
                session,
                values,
                transfer.relation().from(),
                transfer.relation().where().orElse(""));
    }

    /** Sums the rows of a table that has the target's columns; compares with {@link #sourceSum} of the same transfer. */
    RowSum targetSum(Session session, String schema, Transfer transfer) {
        List<String> values =
                transfer.fields().stream().map(field -> value(field.stored())).toList();
        return sum(session, values, quoted(schema, transfer.targetTable()), "");
    }

    /**
     * Sums rows of a table that has all of the target's written columns, such as an archive.
     *
     * @param condition SQL after WHERE; empty for all rows
     */
    RowSum wholeSum(Session session, String schema, String table, String condition) {
        List<String> values = target.writtenColumns().stream()
                .map(column -> value(Transfer.Field.same(column)))
                .toList();
        return sum(session, values, quoted(schema, table), condition);
    }

    private RowSum sum(Session session, List<String> values, String from, String condition) {
        String row = values.stream().collect(Collectors.joining(", ", "SHA2(CONCAT(", "), 256)"));
        String where = condition.isEmpty() ? "" : " WHERE " + condition;
        // The derived table keeps the long expression from being computed twice.
        String query = "SELECT COUNT(*), COUNT(h), SUM(CAST(CONV(LEFT(h, 15), 16, 10) AS UNSIGNED)) FROM (SELECT " + row
                + " AS h FROM " + from + where + ") AS hashed";
        Record result = session.fetchPlain("hash the rows of " + from, query);
        long rows = result.get(0, Long.class);
        if (rows != result.get(1, Long.class)) {
            throw new MergeException(
                    ErrorCode.SETTING,
                    "A row of " + from + " is larger than max_allowed_packet of "
                            + session.server().role() + "'s server.",
                    "Raise max_allowed_packet there, then run again.");
        }
        BigInteger sum = result.get(2, BigInteger.class);
        return new RowSum(rows, sum == null ? BigInteger.ZERO : sum);
    }

    private String value(Transfer.Field field) {
        Column column = column(field.column());
        String text = field.exact() ? field.read() : converted(column, field.read());
        if (field.encoding() == Encoding.DOUBLE && zero == Zero.UNSIGNED) {
            text = "(" + text + ") + 0e0";
        }
        String bytes = "CONVERT(" + text + " USING binary)";
        return LONG_TYPES.contains(column.baseType())
                ? "IFNULL(SHA2(" + bytes + ", 256), 'N')"
                : "IFNULL(CONCAT(OCTET_LENGTH(" + bytes + "), ':', " + bytes + "), 'N')";
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
