package dev.dbmerge.internal.server;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a connection stays on this machine from end to end, so that encrypting it protects nothing.
 *
 * <p>A loopback address alone does not say so: a tunnel or a proxy may listen there. But the server names the port that its client has,
 * and behind a tunnel or a proxy that is another one than this end's.
 */
final class Direct {
    private static final Logger LOG = LoggerFactory.getLogger(Direct.class);

    private Direct() {}

    /** Asks; false where it is not certain, or where the server asks for encryption. */
    static boolean is(Connection connection) {
        try {
            NativeSession session =
                    (NativeSession) connection.unwrap(JdbcConnection.class).getSession();
            Socket socket = session.getProtocol().getSocketConnection().getMysqlSocket();
            if (!socket.getInetAddress().isLoopbackAddress()) {
                return false;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet seen = statement.executeQuery(
                            "SELECT HOST FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID()")) {
                return seen.next()
                        && seen.getString(1).matches("(localhost|127\\.0\\.0\\.1|::1):" + socket.getLocalPort())
                        && !asksForEncryption(statement);
            }
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.debug("whether the connection stays on this machine is not known", e);
            return false;
        }
    }

    private static boolean asksForEncryption(Statement statement) throws SQLException {
        try (ResultSet variable = statement.executeQuery("SHOW VARIABLES LIKE 'require_secure_transport'")) {
            return variable.next() && !variable.getString(2).equalsIgnoreCase("OFF");
        }
    }
}
