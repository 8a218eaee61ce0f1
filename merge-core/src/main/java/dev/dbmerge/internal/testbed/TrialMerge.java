package dev.dbmerge.internal.testbed;

import dev.dbmerge.Merger;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Runs a whole merge in databases that it makes on a test server; closing it drops them.
 *
 * <p>Staging and production have the structure that {@code test.structure} names, else their own, and the rows of SQL files.
 */
public final class TrialMerge implements AutoCloseable {
    private final MergeSpec spec;
    private final Server server;
    private final TestDatabases databases;
    private final Function<String, Database> access;

    /**
     * Makes it; nothing is made on the server yet.
     *
     * @param server on which databases may be made; the caller closes it
     * @param access gives the way to a database of this server
     */
    public TrialMerge(MergeSpec spec, Server server, Function<String, Database> access) {
        this.spec = spec;
        this.server = server;
        this.databases = new TestDatabases(server);
        this.access = access;
    }

    /** Names the database that holds a role's side. */
    public String name(String role) {
        return databases.name(role);
    }

    /**
     * Fills both sources, merges them and verifies the target, without the spec's hooks.
     *
     * @param staging SQL files, run in order
     * @param production as {@code staging}
     */
    public MergeReport run(List<Path> staging, List<Path> production) {
        StructureSource source = new StructureSource(spec, spec.test(), databases);
        fill("staging", source.staging(), staging);
        fill("production", source.production(), production);
        try (Merger merger = Merger.of(here()).withoutSpecHooks().open()) {
            return merger.run(merger.plan());
        }
    }

    private void fill(String role, StructureSide side, List<Path> files) {
        String name = new StructureBuilder(databases).build(side.schema(), role).name();
        try (Server asRole = server.as("target", name);
                Session session = asRole.open()) {
            files.forEach(file -> new ScriptLoader(session, name, file).load(StructureSource.text(file)));
        }
    }

    private MergeSpec here() {
        return new MergeSpec(
                spec.file(),
                spec.name(),
                access.apply(name("staging")),
                access.apply(name("production")),
                access.apply(name("target")),
                spec.overlay(),
                spec.references(),
                spec.discard(),
                spec.cleanup(),
                spec.checks(),
                spec.fixes(),
                spec.hooks(),
                spec.promotion(),
                spec.test());
    }

    /** Drops the three databases. */
    @Override
    public void close() {
        try (Session session = server.open()) {
            databases.drop(session, name("target"));
        } finally {
            databases.close();
        }
    }
}
