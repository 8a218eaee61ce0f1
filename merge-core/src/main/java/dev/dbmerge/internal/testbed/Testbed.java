package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.CaseResult;
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
    private final Schema target;
    private final CleanupTrial cleanup;
    private final Optional<MergeTrial> merges;
    private final CheckTrial check;
    private final OverlayTrial overlay;
    private Optional<StructureSide> production = Optional.empty();
    private Optional<Schema> builtProduction = Optional.empty();

    private Testbed(
            MergeSpec spec, TestDatabases databases, StructureSource source, StructureSide staging, Instant startedAt) {
        this.databases = databases;
        this.source = source;
        this.staging = staging;
        this.target = new StructureBuilder(databases).build(staging.schema(), "target");
        Session session = databases.target(target.name()).open();
        use(session, target.name());
        Bed bed = new Bed(session);
        CaseRows caseRows = new CaseRows(session, bed, target, startedAt);
        this.cleanup = new CleanupTrial(spec, session, target, caseRows);
        this.merges = databases
                .server()
                .database()
                .map(place ->
                        new MergeTrial(databases, new CaseSpec(Optional.of(spec), place), this::makeSide, startedAt));
        this.check = new CheckTrial(spec, session, target, caseRows, startedAt);
        this.overlay = new OverlayTrial(spec, session, bed, target, this::builtProduction, startedAt);
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

    private Schema builtProduction() {
        Schema schema = builtProduction.orElseGet(
                () -> new StructureBuilder(databases).build(production().schema(), "production"));
        builtProduction = Optional.of(schema);
        return schema;
    }

    @Override
    public CaseResult run(RuleCase ruleCase) {
        return switch (ruleCase.subject().kind()) {
            case CLEANUP -> cleanup.run(ruleCase);
            case CHECK -> check.run(ruleCase);
            case OVERLAY -> overlay.run(ruleCase);
            case MERGE -> merge(ruleCase);
        };
    }

    private CaseResult merge(RuleCase ruleCase) {
        return merges.map(trial -> trial.run(ruleCase))
                .orElseGet(() -> CaseVerdict.judge(ruleCase, () -> {
                    throw new BrokenCaseException(
                            ruleCase.at(),
                            "A case of the whole merge opens connections of its own and needs the test server by its URL.");
                }));
    }

    @Override
    public CaseResult run(RuleCase ruleCase, String sql) {
        return statement(ruleCase).run(ruleCase, sql);
    }

    @Override
    public List<RowFate> fates(RuleCase ruleCase, String sql) {
        return statement(ruleCase).fates(ruleCase, sql);
    }

    private RuleTrial statement(RuleCase ruleCase) {
        return switch (ruleCase.subject().kind()) {
            case CLEANUP -> cleanup;
            case CHECK -> check;
            case OVERLAY, MERGE ->
                throw new IllegalArgumentException(
                        ruleCase.subject() + " has no statement that another can take the place of");
        };
    }

    /** Kills what runs; the running call throws, and nothing runs afterwards. May be called from any thread. */
    public void interrupt() {
        databases.interrupt();
    }

    /** Drops the databases. */
    @Override
    public void close() {
        databases.close();
    }
}
