package dev.dbmerge.internal.copy;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.jdbc.JdbcConnection;
import dev.dbmerge.internal.server.Session;
import java.sql.SQLException;

/** Tells whether a session can use LOAD DATA LOCAL: its server and its connection both have to allow it. */
public final class LocalInfile {
    private LocalInfile() {}

    /** Says why not; empty where it can. */
    public static String refusal(Session session) {
        if (session.number("ask whether LOAD DATA LOCAL is allowed", "SELECT @@GLOBAL.local_infile") == 0) {
            return "local_infile is off on the target's server";
        }
        try {
            return connectionAllows(session) ? "" : "the target's connection does not allow LOCAL INFILE";
        } catch (SQLException e) {
            throw session.failure("ask the connection whether LOAD DATA LOCAL is allowed", e);
        }
    }

    private static boolean connectionAllows(Session session) throws SQLException {
        return session.connection().isWrapperFor(JdbcConnection.class)
                && session.connection()
                        .unwrap(JdbcConnection.class)
                        .getPropertySet()
                        .getBooleanProperty(PropertyKey.allowLoadLocalInfile)
                        .getValue();
    }
}
