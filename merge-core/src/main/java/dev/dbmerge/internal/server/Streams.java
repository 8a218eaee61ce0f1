package dev.dbmerge.internal.server;

import dev.dbmerge.error.MergeException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens queries whose rows come one by one, however many there are. */
public final class Streams {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    private Streams() {}

    /** Gives a statement that streams; its session can run nothing else until its rows are read or it is closed. */
    public static Statement statement(Session session) throws SQLException {
        Statement statement =
                session.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(Integer.MIN_VALUE);
        return statement;
    }

    /**
     * Ends the query of rows that nobody wants any more; reading all that are left would take as long as they are many.
     *
     * <p>The session and its transaction stay, so that the rows can be asked for again; where that fails, its connection is cut.
     */
    public static void abandon(Session session, ResultSet rows) {
        try (Session other = session.server().open()) {
            other.execute("end a query", "KILL QUERY " + session.id());
            // The first error ends the rows, the second look tells the driver that there are none.
            drain(rows);
            drain(rows);
            session.number("see whether the session is still there", "SELECT 1");
        } catch (MergeException e) {
            LOG.debug("could not end a query on {}'s server", session.server().role(), e);
            cut(session);
        }
    }

    private static void drain(ResultSet rows) {
        try {
            while (rows.next()) {
                Thread.onSpinWait();
            }
        } catch (SQLException e) {
            LOG.trace("the query ended", e);
        }
    }

    private static void cut(Session session) {
        try {
            session.connection().abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug(
                    "could not cut the connection to {}'s server",
                    session.server().role(),
                    e);
        }
    }
}
