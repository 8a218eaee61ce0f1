package dev.dbmerge.internal.server;

import dev.dbmerge.spec.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Opens dedicated connections to one server; nothing is pooled, since sessions hold locks, snapshots and settings. */
public interface Connections {
    /** Opens a connection that its caller closes. */
    Connection open(Purpose purpose) throws SQLException;

    /** Gives host and port, for errors before there is a connection; empty where they are not known. */
    default String address() {
        return "";
    }

    /** Gives what they were made from; empty for connections of the caller's own. */
    default Optional<Database> database() {
        return Optional.empty();
    }

    /** Looks at a connection that succeeded, to open others in a better way where there is one. */
    default void learn(Connection connection) {}

    /** What a connection is for. */
    enum Purpose {
        /** Queries and statements. */
        STATEMENTS,
        /** LOAD DATA LOCAL and nothing else; the one purpose for which LOCAL INFILE is allowed. */
        LOAD,
        /** Statements of a script, each character of their text a byte that goes to the server as it is. */
        SCRIPT
    }
}
