package dev.dbmerge.internal.run;

import dev.dbmerge.event.ProcessMigration;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.ServerUrl;
import java.util.Optional;

/** Writes where a scratch schema is, for programs that connect to it. */
final class ScratchUrl {
    private final Server server;
    private final Optional<ServerUrl> url;

    ScratchUrl(Server server) {
        this.server = server;
        this.url = server.database().map(database -> ServerUrl.parse(database.url(), ""));
    }

    /** Gives the JDBC URL, without the account. */
    String jdbc() {
        return url.map(known -> known.url(server.schema()))
                .orElse("jdbc:mysql://" + server.address() + "/" + server.schema());
    }

    /**
     * Gives {@code mysql2://user:password@host:port/schema}.
     *
     * @return empty where the connections are the caller's own, whose account is not known
     */
    Optional<String> application() {
        return server.database().flatMap(database -> url.map(known -> application(database, known)));
    }

    private String application(Database database, ServerUrl known) {
        String user = database.user().or(known::user).orElse("");
        String password = database.password().value();
        String account = user.isEmpty()
                ? ""
                : ProcessMigration.encoded(user) + (password.isEmpty() ? "" : ":" + ProcessMigration.encoded(password))
                        + "@";
        return "mysql2://" + account + host(known.address()) + "/" + ProcessMigration.encoded(server.schema());
    }

    /** MySQL's own clients take localhost for a socket, JDBC for TCP. */
    private static String host(String address) {
        String withPort = address.matches(".*:[0-9]+") ? address : address + ":3306";
        return withPort.replaceFirst("^(localhost)?:", "127.0.0.1:");
    }
}
