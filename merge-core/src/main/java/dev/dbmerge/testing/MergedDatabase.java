package dev.dbmerge.testing;

import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.testbed.TrialMerge;
import dev.dbmerge.report.Ink;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/** The target of a merge that was run for tests, dropped when closed. */
record MergedDatabase(MergeReport report, DataSource target, Server server, TrialMerge merge) implements AutoCloseable {
    static MergedDatabase merge(MergeSpec spec, DatabaseServer database, List<Path> staging, List<Path> production) {
        Server server = ServerAccess.open(database, spec.file());
        TrialMerge merge = new TrialMerge(spec, server, schema -> ServerAccess.database(database, schema, spec.file()));
        try {
            MergeReport report = merge.run(staging, production);
            return new MergedDatabase(report, new ServerDataSource(database, merge.target()), server, merge);
        } catch (RuntimeException e) {
            try {
                merge.close();
                server.close();
            } catch (RuntimeException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /** Gives the target, unless its verification failed. */
    DataSource verified() {
        if (report.outcome() != Outcome.VERIFIED) {
            throw new AssertionError("The merged database was rejected; ask for a @Merged MergeReport to test that.\n"
                    + new TextReport(Ink.PLAIN).run(report));
        }
        return target;
    }

    @Override
    public void close() {
        try {
            merge.close();
        } finally {
            server.close();
        }
    }
}
