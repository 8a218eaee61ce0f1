package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.spec.Secret;
import dev.dbmerge.spec.ServerUrl;
import java.sql.SQLException;

/** A server that somebody else runs. */
record GivenServer(ServerUrl address, String user, Secret secret, String product) implements DatabaseServer {
    /** Connects once to learn what the server is. */
    static GivenServer at(ServerUrl address, String user, Secret secret) {
        try {
            ServerVersion version = ProductQuestion.ask(address.url(""), user, secret.value());
            if (!version.supported()) {
                throw new ServerException(
                        ErrorCode.SERVER_VERSION,
                        "The server at " + address.address() + " is " + version + ", which dbmerge does not know.",
                        "Use MySQL 5.7 or later, or MariaDB 10.6 or later.",
                        null);
            }
            return new GivenServer(address, user, secret, version.toString());
        } catch (SQLException e) {
            throw refused(address, user, e);
        }
    }

    private static MergeException refused(ServerUrl address, String user, SQLException e) {
        String said =
                String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("\\.?\\s*$", ".");
        return new ServerException(
                ErrorCode.CONNECT,
                "The server at " + address.address() + " cannot be used as " + user + ": " + said,
                "Mend the URL, its option user or DBMERGE_TEST_USER, or DBMERGE_TEST_PASSWORD.",
                e);
    }

    @Override
    public String url(String schema) {
        return address.url(schema);
    }

    @Override
    public String password() {
        return secret.value();
    }

    /** Leaves the server alone. */
    @Override
    public void close() {}
}
