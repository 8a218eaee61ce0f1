package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.server.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Opens queries whose rows come one by one, however many there are. */
public final class Streams {
    private Streams() {}

    /** Gives a statement that streams; its session can run nothing else until its rows are read or it is closed. */
    public static Statement statement(Session session) throws SQLException {
        Statement statement =
                session.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(Integer.MIN_VALUE);
        return statement;
    }
}
