package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.spec.Database;
import java.time.Instant;
import java.util.Optional;

/** Runs cases of whole merges that have no spec above them; each brings its tables and its decisions. One thread at a time. */
public final class StandaloneMerges implements AutoCloseable {
    private final Server server;
    private final TestDatabases databases;
    private final MergeTrial trial;

    /**
     * Connects.
     *
     * @param place a server for tests, on which databases may be made; the schema that it names is not used
     */
    public StandaloneMerges(Database place) {
        this.server = new Server("target", new UrlConnections(place), place.schema());
        this.databases = new TestDatabases(server);
        this.trial =
                new MergeTrial(databases, new CaseSpec(Optional.empty(), place), MergeStructure.NONE, Instant.now());
    }

    /** Runs a case as if it were the only one. */
    public CaseResult run(RuleCase ruleCase) {
        return trial.run(ruleCase);
    }

    /** Drops the databases. */
    @Override
    public void close() {
        databases.close();
        server.close();
    }
}
