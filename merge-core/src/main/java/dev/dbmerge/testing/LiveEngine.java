package dev.dbmerge.testing;

import dev.dbmerge.internal.cases.AcceptedChange;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Subject;
import dev.dbmerge.internal.cases.Subject.Kind;
import dev.dbmerge.internal.mutation.CoverageRunner;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.testbed.RuleTrial;
import dev.dbmerge.internal.testbed.Testbed;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Runs cases in databases of their own on a {@link DatabaseServer}. */
final class LiveEngine implements TestEngine {
    private final Optional<DatabaseServer> own;
    private final Server server;
    private final Testbed testbed;

    private LiveEngine(Optional<DatabaseServer> own, Server server, Testbed testbed) {
        this.own = own;
        this.server = server;
        this.testbed = testbed;
    }

    /**
     * Makes the databases.
     *
     * @param given a server that stays open; one is started and ended where it is empty
     */
    @SuppressWarnings("resource") // the engine keeps it
    static LiveEngine open(MergeSpec spec, Optional<DatabaseServer> given) {
        DatabaseServer database = given.orElseGet(EmbeddedServer::start);
        Optional<DatabaseServer> own = given.isPresent() ? Optional.empty() : Optional.of(database);
        try {
            Server server = ServerAccess.open(database, spec.file());
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            return new LiveEngine(own, server, Testbed.open(spec, spec.test(), server, now));
        } catch (RuntimeException e) {
            try {
                own.ifPresent(DatabaseServer::close);
            } catch (RuntimeException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    @Override
    public RuleTrial trial() {
        return testbed;
    }

    @Override
    public RuleCoverage coverage(CleanupRule rule, List<RuleCase> cases, List<AcceptedChange> accepted) {
        return new CoverageRunner(testbed, testbed.target(), server.version().product())
                .cover(new Subject(Kind.CLEANUP, rule.id()), rule.file(), rule.sql(), cases, accepted);
    }

    @Override
    public String server() {
        return testbed.server();
    }

    @Override
    public String structure() {
        return testbed.structure();
    }

    @Override
    public void saveStructure(Path file) {
        testbed.saveStructure(file);
    }

    @Override
    public void interrupt() {
        testbed.interrupt();
    }

    @Override
    public void close() {
        try {
            testbed.close();
        } finally {
            server.close();
            own.ifPresent(DatabaseServer::close);
        }
    }
}
