package dev.dbmerge.internal.run;

import dev.dbmerge.event.DumpProgress;
import dev.dbmerge.internal.dump.DumpSource;
import dev.dbmerge.internal.server.Connections;
import dev.dbmerge.internal.server.DataSourceConnections;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.MergeSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Leads to the three databases of a spec: by its urls, or by connections of the caller's own. */
public final class Access {
    private final MergeSpec spec;
    private final Map<String, DataSource> given = new HashMap<>();

    public Access(MergeSpec spec) {
        this.spec = Objects.requireNonNull(spec, "spec");
    }

    /** Takes connections of a DataSource instead of the spec's url. */
    public void by(String role, DataSource source) {
        given.put(role, Objects.requireNonNull(source, role));
    }

    /** Connects to all three. */
    public Servers servers() {
        Server staging = server("staging", spec.staging());
        Server production = server("production", spec.production());
        return new Servers(staging, production, server("target", spec.target()));
    }

    private Server server(String role, Database database) {
        String origin =
                database.dump().map(dump -> "dump " + dump.name() + " in").orElse("");
        return new Server(role, connections(role, database), database.schema(), origin);
    }

    /** Gives what opens connections for a role. */
    public Connections connections(String role, Database database) {
        return Optional.ofNullable(given.get(role))
                .<Connections>map(DataSourceConnections::new)
                .orElseGet(() -> new UrlConnections(database));
    }

    /**
     * Gives the dumps that stand for sources.
     *
     * @param listener is told how far their loading is
     */
    public DumpSources dumps(Servers servers, Parallel parallel, Consumer<DumpProgress> listener) {
        return new DumpSources(Stream.of(servers.staging(), servers.production())
                .filter(server -> !given.containsKey(server.role()))
                .flatMap(server -> (server.role().equals("staging") ? spec.staging() : spec.production())
                        .dump().stream()
                                .map(dump -> new DumpSource(
                                        dump, server, servers.target(), parallel.sessions(Long.MAX_VALUE), listener)))
                .toList());
    }
}
