package dev.dbmerge.testing;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Reaches a {@link DatabaseServer} the way a merge reaches the databases of its spec. */
final class ServerAccess {
    private ServerAccess() {}

    static Server open(DatabaseServer server, Path spec) {
        return new Server("target", new UrlConnections(database(server, "", spec)), "");
    }

    static Database database(DatabaseServer server, String schema, Path spec) {
        return new Database(
                server.url(schema),
                schema,
                Optional.of(server.user()),
                new Secret(server.password()),
                Consistency.SNAPSHOT,
                new Position(spec, 1, 1));
    }
}
