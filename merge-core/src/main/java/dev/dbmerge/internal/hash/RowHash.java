package dev.dbmerge.internal.hash;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Session;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Record;

/**
 * Gives the SQL by which a server hashes a row, and lets it add the hashes up.
 *
 * <p>SHA2, since MySQL 9.7 has no MD5(); a length before each value, since any separator collides; NULL is a letter of its own.
 * A long value stands as its own hash, since CONCAT gives NULL over max_allowed_packet.
 */
public final class RowHash {
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

    private RowHash() {}

    /** Tells whether values of the column may be long, so that each stands as its own hash. */
    public static boolean isLong(Column column) {
        return LONG_TYPES.contains(column.baseType());
    }

    /**
     * Gives what a value adds to its row's text.
     *
     * @param text SQL of the value's text
     * @param asHash whether the value stands as its own hash
     */
    public static String value(String text, boolean asHash) {
        String bytes = "CONVERT(" + text + " USING binary)";
        return asHash
                ? "IFNULL(SHA2(" + bytes + ", 256), 'N')"
                : "IFNULL(CONCAT(OCTET_LENGTH(" + bytes + "), ':', " + bytes + "), 'N')";
    }

    /** Gives a row's hash of 64 hexadecimal digits over what {@link #value} gives for each column. */
    public static String row(List<String> values) {
        return values.stream().collect(Collectors.joining(", ", "SHA2(CONCAT(", "), 256)"));
    }

    /** Gives the query that {@link #sum} asks. */
    public static String query(List<String> values, String from, String condition) {
        String where = condition.isEmpty() ? "" : " WHERE " + condition;
        // The derived table keeps the long expression from being computed twice.
        return "SELECT COUNT(*), COUNT(h), SUM(CAST(CONV(LEFT(h, 15), 16, 10) AS UNSIGNED)) FROM (SELECT " + row(values)
                + " AS h FROM " + from + where + ") AS hashed";
    }

    /**
     * Counts rows and adds their hashes up.
     *
     * @param values what {@link #value} gives for each column
     * @param from SQL after FROM
     * @param condition SQL after WHERE; empty for all rows
     */
    public static RowSum sum(Session session, List<String> values, String from, String condition) {
        Record result = session.fetchPlain("hash the rows of " + from, query(values, from, condition));
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
}
