package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.CaseResult.Verdict;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.TestInputs;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs the cases of one spec on a test server, in databases that it makes and drops.
 *
 * <p>Structure is made once; no case sees a row of another. One connection, so for one thread at a time.
 */
public final class Testbed implements RuleTrial, AutoCloseable {
    private final TestDatabases databases;
    private final StructureSource source;
    private final StructureSide staging;
    private final Server server;
    private final Session session;
    private final Schema target;
    private final CleanupTrial cleanup;
    private final Optional<MergeTrial> merges;
    private Optional<StructureSide> production = Optional.empty();

    private Testbed(
            MergeSpec spec, TestDatabases databases, StructureSource source, StructureSide staging, Instant startedAt) {
        this.databases = databases;
        this.source = source;
        this.staging = staging;
        this.target = new StructureBuilder(databases).build(staging.schema(), "target");
        this.server = databases.server().as("target", target.name());
        this.session = server.open();
        use(session, target.name());
        CaseRows caseRows = new CaseRows(session, new Bed(session), target, startedAt);
        this.cleanup = new CleanupTrial(spec, session, target, caseRows);
        this.merges = databases
                .server()
                .database()
                .map(place ->
                        new MergeTrial(databases, new CaseSpec(Optional.of(spec), place), this::makeSide, startedAt));
    }

    /**
     * Makes the target's structure.
     *
     * @param inputs where the structure comes from
     * @param server a server for tests, on which databases may be made; the caller closes it
     * @param startedAt what NOW() gives in cases that do not say it
     * @throws MergeException when the structure cannot be read or made; nothing is left on the server then
     */
    public static Testbed open(MergeSpec spec, TestInputs inputs, Server server, Instant startedAt) {
        TestDatabases databases = new TestDatabases(server);
        try {
            StructureSource source = new StructureSource(spec, inputs, databases);
            return new Testbed(spec, databases, source, source.staging(), startedAt);
        } catch (RuntimeException e) {
            try {
                databases.close();
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private static void use(Session session, String schema) {
        try {
            session.connection().setCatalog(schema);
        } catch (SQLException e) {
            throw session.failure("use " + schema, e);
        }
    }

    /** Gives the structure over which rules and checks run, as the test server has it. */
    public Schema target() {
        return target;
    }

    /** Gives the test server's product and version, such as {@code MariaDB 11.4.5}. */
    public String server() {
        return databases.server().version().toString();
    }

    /** Gives where staging's structure came from. */
    public String structure() {
        return staging.description();
    }

    /**
     * Writes staging's and production's structure to a file, from which a later test run can take it.
     *
     * @throws MergeException when production's structure cannot be read, or the file cannot be written
     */
    public void saveStructure(Path file) {
        StructureFile.write(file, staging, production());
    }

    /** Production's structure is asked for only where something needs it. */
    private StructureSide production() {
        StructureSide side = production.orElseGet(source::production);
        production = Optional.of(side);
        return side;
    }

    /** Makes a side for one whole merge, with its tables and no row. */
    private boolean makeSide(String role) {
        Schema structure = role.equals(MergeGround.STAGING)
                ? staging.schema()
                : production().schema();
        new StructureBuilder(databases).build(structure, role);
        return true;
    }

    @Override
    public CaseResult run(RuleCase ruleCase) {
        return switch (ruleCase.subject().kind()) {
            case CLEANUP -> cleanup.run(ruleCase);
            case MERGE -> merges.map(trial -> trial.run(ruleCase)).orElseGet(() -> unknown(ruleCase));
            case OVERLAY, CHECK -> unknown(ruleCase);
        };
    }

    private static CaseResult unknown(RuleCase ruleCase) {
        return CaseVerdict.judge(
                ruleCase,
                () -> new CaseVerdict(
                        Verdict.BROKEN,
                        List.of(ruleCase.at() + ": Cases of " + ruleCase.subject() + " cannot be run here."),
                        List.of(),
                        List.of()));
    }

    @Override
    public CaseResult run(RuleCase ruleCase, String sql) {
        return cleanup.run(ruleCase, sql);
    }

    @Override
    public List<RowFate> fates(RuleCase ruleCase, String sql) {
        return cleanup.fates(ruleCase, sql);
    }

    /** Drops the databases. */
    @Override
    public void close() {
        server.close();
        databases.close();
    }
}
