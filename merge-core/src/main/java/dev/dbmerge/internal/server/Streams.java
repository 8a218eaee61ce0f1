package dev.dbmerge.internal.server;

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

    /** Cuts the connection of rows that nobody wants any more: closing them politely would read all that are left. */
    public static void abandon(Session session) {
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
