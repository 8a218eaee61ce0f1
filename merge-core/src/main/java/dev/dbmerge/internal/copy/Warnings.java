package dev.dbmerge.internal.copy;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Session;
import org.jooq.Record;
import org.jooq.Result;

/** Takes a warning of a load for what it is: a value that was changed. */
public final class Warnings {
    private Warnings() {}

    /**
     * Looks at what the session's last statement warned of.
     *
     * @throws MergeException when there is any warning; notes do not count
     */
    public static void refuse(Session session, String table) {
        Result<Record> warnings = session.fetch("read the warnings", "SHOW WARNINGS");
        warnings.stream()
                .filter(row -> !"Note".equalsIgnoreCase(row.get(0, String.class)))
                .findFirst()
                .ifPresent(row -> {
                    throw new MergeException(
                            ErrorCode.COPY_WARNING,
                            "A value of " + table + " was changed while it was stored: "
                                    + row.get(2, String.class)
                                            .replaceAll(" value: '.*?' for", " value for")
                                            .replaceAll("character string: '.*'", "character string")
                                    + " ("
                                    + row.get(1, String.class) + ").",
                            "Map the column so that every value fits, then run again.");
                });
    }

    /**
     * Looks at what the session's last statement warned of, besides values that are warned of although they are stored as they were.
     *
     * @param zeros has counted these
     * @throws MergeException when there is any other warning
     */
    static void refuse(Session session, String table, EnumZeros zeros) {
        if (zeros.none() || !zeros.explain(session.number("count the warnings", "SELECT @@SESSION.warning_count"))) {
            refuse(session, table);
        }
    }

    /** Compares what the server stored with what it was sent. */
    static void refuseMiscount(String table, long sent, long stored) {
        if (sent != stored) {
            throw new MergeException(
                    ErrorCode.COPY_WARNING,
                    "The server was sent " + sent + " rows of " + table + " and counts " + stored + ".",
                    "Look for rows that share a unique key, then run again.");
        }
    }
}
