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
 * <p>Rows are added up by CRC32, which servers compute in half the time of SHA2, and compared one by one by SHA2 (MySQL 9.7 has no
 * MD5()). A CRC of the CRC's digits is added, since sums of a linear code alone would miss values that rows exchanged. There is a length
 * before each value, since any separator collides; NULL is a letter of its own. A long value stands as its own CRC, since CONCAT gives
 * NULL over max_allowed_packet.
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

    /** More than all rows of a table come to; a row without a hash adds it. */
    private static final BigInteger TOO_LONG = BigInteger.TEN.pow(22);

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
                ? "IFNULL(CONCAT(CRC32(" + bytes + "), ';'), 'N')"
                : "IFNULL(CONCAT(OCTET_LENGTH(" + bytes + "), ':', " + bytes + "), 'N')";
    }

    /** Gives a row's hash of 64 hexadecimal digits over what {@link #value} gives for each column. */
    public static String row(List<String> values) {
        return values.stream().collect(Collectors.joining(", ", "SHA2(CONCAT(", "), 256)"));
    }

    /** Gives the query that {@link #sum} asks. */
    public static String query(List<String> values, String from, String condition) {
        String where = condition.isEmpty() ? "" : " WHERE " + condition;
        // The row's expression stands there once: servers compute it as often as it stands there, derived table or not.
        return values.stream()
                .collect(Collectors.joining(
                        ", ",
                        "SELECT COUNT(*), SUM(IFNULL(CRC32(CRC32(CONCAT(",
                        "))), " + TOO_LONG + ")) FROM " + from + where));
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
        BigInteger sum = result.get(1, BigInteger.class);
        if (sum != null && sum.compareTo(TOO_LONG) >= 0) {
            throw new MergeException(
                    ErrorCode.SETTING,
                    "A row of " + from + " is larger than max_allowed_packet of "
                            + session.server().role() + "'s server.",
                    "Raise max_allowed_packet there, then run again.");
        }
        return new RowSum(result.get(0, Long.class), sum == null ? BigInteger.ZERO : sum);
    }
}
