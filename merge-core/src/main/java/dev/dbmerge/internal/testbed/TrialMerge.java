package dev.dbmerge.internal.testbed;

import dev.dbmerge.Merger;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.Given;
import dev.dbmerge.internal.cases.Script;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs a whole merge in databases that it makes on a test server; closing it drops them.
 *
 * <p>Staging and production have the structure that {@code test.structure} names, else their own, and the rows of SQL files.
 */
public final class TrialMerge implements AutoCloseable {
    private final MergeSpec spec;
    private final TestDatabases databases;
    private final MergeGround ground;
    private final Function<String, Database> access;

    /**
     * Makes it; nothing is made on the server yet.
     *
     * @param server on which databases may be made; the caller closes it
     * @param access gives the way to a database of this server
     */
    public TrialMerge(MergeSpec spec, Server server, Function<String, Database> access) {
        this.spec = spec;
        this.databases = new TestDatabases(server);
        this.ground = new MergeGround(databases, this::make);
        this.access = access;
    }

    private boolean make(String role) {
        StructureSource source = new StructureSource(spec, spec.test(), databases);
        StructureSide side = role.equals(MergeGround.STAGING) ? source.staging() : source.production();
        new StructureBuilder(databases).build(side.schema(), role);
        return true;
    }

    /** Names the database that is merged into. */
    public String target() {
        return databases.name(MergeGround.TARGET);
    }

    /**
     * Fills both sources, merges them and verifies the target, without the spec's hooks.
     *
     * @param staging SQL files, run in order; where one makes tables, the database has these and not the spec's
     * @param production as {@code staging}
     * @throws BrokenCaseException when the server refuses a statement of a file
     */
    public MergeReport run(List<Path> staging, List<Path> production) {
        ground.fill(given(staging), given(production), CaseTime.values(Instant.now()));
        try (Merger merger = Merger.of(here()).withoutSpecHooks().open()) {
            return merger.run(merger.plan());
        }
    }

    private static Given given(List<Path> files) {
        List<Script> scripts = files.stream()
                .map(file -> new Script(new Position(file, 1, 1), StructureSource.text(file)))
                .toList();
        return new Given(scripts, Map.of());
    }

    private MergeSpec here() {
        return spec.on(
                access.apply(databases.name(MergeGround.STAGING)),
                access.apply(databases.name(MergeGround.PRODUCTION)),
                access.apply(databases.name(MergeGround.TARGET)));
    }

    /** Drops the three databases. */
    @Override
    public void close() {
        try (databases) {
            ground.clear();
        }
    }
}
