package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.copy.BatchCopier;
import dev.dbmerge.internal.copy.LoadDataCopier;
import dev.dbmerge.internal.copy.LocalInfile;
import dev.dbmerge.internal.copy.RowCopier;
import dev.dbmerge.internal.copy.SourceSnapshot;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.copy.WriterMode;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.planner.ScratchPlace;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Connections.Purpose;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.CopyVerifier;
import dev.dbmerge.plan.TablePlan.Origin;
import dev.dbmerge.report.CheckResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema of its own on the target's server: production's structure, and the rows of some of its tables.
 *
 * <p>It is marked as dbmerge's before anything else is in it, and dropped when it is closed.
 */
final class ScratchCopy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchCopy.class);

    private final Server server;
    private final ScratchStatements statements;
    private final Consumer<String> notes;

    private ScratchCopy(Server server, ScratchStatements statements, Consumer<String> notes) {
        this.server = server;
        this.statements = statements;
        this.notes = notes;
    }

    /**
     * Drops what an earlier run left, and makes the schema without tables.
     *
     * @throws RefusedException when somebody else's schema has the name
     */
    static ScratchCopy make(Server target, ScratchStatements statements, Consumer<String> notes) {
        String name = statements.scratch();
        Server server = target.sharedBy("target", name);
        ScratchCopy copy = new ScratchCopy(server, statements, notes);
        try (Session session = server.open()) {
            ScratchPlace.occupied(session, name).ifPresent(finding -> {
                throw new RefusedException(finding.code(), finding.problem(), finding.remedy());
            });
            session.execute("drop the old scratch schema " + name, statements.drop());
            session.execute("make the scratch schema " + name, statements.createDatabase());
            session.execute("mark the scratch schema " + name, statements.mark());
            statements.createSequences().forEach(sql -> session.execute("make the sequences of " + name, sql));
        }
        return copy;
    }

    /** Gives the server as it sees the scratch schema. */
    Server server() {
        return server;
    }

    /**
     * Makes every table of production, fills those whose rows are wanted, and compares these with production's.
     *
     * @param progress is told how many rows have been copied
     * @return the rows copied
     */
    long fill(SourceSnapshot source, LongConsumer progress) {
        try (Session session = server.open();
                Session loader = server.open(Purpose.LOAD)) {
            WriterMode.set(session);
            WriterMode.set(loader);
            RowCopier copier = copier(source.reader(), loader, session);
            CopyVerifier verifier = new CopyVerifier(session, name -> true, notes);
            Set<String> made = new TreeSet<>();
            long rows = 0;
            for (Table table : statements.production().tables().values()) {
                boolean wanted = statements.filled().contains(table.name());
                if (make(session, table, wanted)) {
                    made.add(table.name());
                }
                if (wanted && !table.writtenColumns().isEmpty()) {
                    Transfer transfer = transfer(table);
                    long before = rows;
                    long copied = copier.copy(transfer, done -> progress.accept(before + done));
                    refuse(verifier.compare(table, Origin.PRODUCTION, transfer, copied, source.reader()));
                    rows += copied;
                }
            }
            complete(session, made);
            return rows;
        }
    }

    /** Chooses the way in which production's rows travel. */
    static RowCopier copier(Session production, Session loader, Session scratch) {
        return LocalInfile.refusal(loader).isEmpty()
                ? new LoadDataCopier(production, loader)
                : new BatchCopier(production, scratch);
    }

    private Transfer transfer(Table table) {
        return Transfer.whole(Relation.of(statements.production().name(), table));
    }

    /** A table without rows is there for migrations that alter it; one that cannot be made is left to them. */
    private boolean make(Session session, Table table, boolean wanted) {
        try {
            session.execute("make the table " + table.name(), statements.createTable(table));
            return true;
        } catch (MergeException e) {
            if (wanted || e.code() != ErrorCode.STEP) {
                throw e;
            }
            notes.accept("The scratch copy has no table " + table.name() + ": " + e.problem());
            return false;
        }
    }

    private void complete(Session session, Set<String> made) {
        session.execute("switch the checks of foreign keys off", TargetStatements.FOREIGN_KEY_CHECKS_OFF);
        for (String name : made) {
            Table table = statements.production().table(name).orElseThrow();
            statements.addKeys(table).forEach(statement -> session.execute("add the indexes of " + name, statement));
            statements
                    .addForeignKeys(table, made)
                    .forEach(statement -> session.execute("add the foreign keys of " + name, statement));
        }
        session.execute("switch the checks of foreign keys on", TargetStatements.FOREIGN_KEY_CHECKS_ON);
        Set<String> left = statements.leftOut(made);
        if (!left.isEmpty()) {
            notes.accept("The scratch copy has no foreign key to a table whose rows are not in it: "
                    + String.join(", ", left) + ".");
        }
    }

    private void refuse(List<CheckResult> differences) {
        if (!differences.isEmpty()) {
            CheckResult first = differences.get(0);
            throw new MergeException(
                    ErrorCode.MIGRATE,
                    "The scratch copy differs from production before its migration: " + first.id() + ", "
                            + String.join("; ", first.keys()) + ".",
                    "Run again; if it stays, report it.");
        }
    }

    /** Drops the schema; one that cannot be dropped stays, and the next run drops it by its mark. */
    @Override
    public void close() {
        try (Session session = server.open()) {
            session.execute("drop the scratch schema " + server.schema(), statements.drop());
        } catch (MergeException e) {
            notes.accept("The scratch schema " + server.schema() + " is still there: " + e.problem());
            LOG.debug("could not drop the scratch schema", e);
        } finally {
            server.close();
        }
    }
}
