package dev.dbmerge.internal.server;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens dedicated connections to one server; nothing is pooled, since sessions hold locks, snapshots and settings. */
public interface Connections {
    /** Opens a connection that its caller closes. */
    Connection open(Purpose purpose) throws SQLException;

    /** Gives host and port, for errors before there is a connection; empty where they are not known. */
    default String address() {
        return "";
    }

    /** What a connection is for. */
    enum Purpose {
        /** Queries and statements. */
        STATEMENTS,
        /** LOAD DATA LOCAL and nothing else; the one purpose for which LOCAL INFILE is allowed. */
        LOAD
    }
}
