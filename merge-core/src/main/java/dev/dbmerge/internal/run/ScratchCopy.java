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
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.planner.ScratchPlace;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableDdl;
import dev.dbmerge.internal.server.Connections.Purpose;
import dev.dbmerge.internal.server.Names;
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
    private final Schema production;
    private final Collations collations;
    private final Consumer<String> notes;

    private ScratchCopy(Server server, Schema production, Collations collations, Consumer<String> notes) {
        this.server = server;
        this.production = production;
        this.collations = collations;
        this.notes = notes;
    }

    /**
     * Drops what an earlier run left, and makes the schema without tables.
     *
     * @throws RefusedException when somebody else's schema has the name
     */
    static ScratchCopy make(
            Server target, String name, Schema production, Collations collations, Consumer<String> notes) {
        Server server = target.sharedBy("target", name);
        ScratchCopy copy = new ScratchCopy(server, production, collations, notes);
        try (Session session = server.open()) {
            ScratchPlace.occupied(session, name).ifPresent(finding -> {
                throw new RefusedException(finding.code(), finding.problem(), finding.remedy());
            });
            session.execute("drop the old scratch schema " + name, "DROP DATABASE IF EXISTS " + Names.quote(name));
            session.execute(
                    "make the scratch schema " + name,
                    "CREATE DATABASE " + Names.quote(name) + " CHARACTER SET "
                            + collations.charset(production.charset()) + " COLLATE "
                            + collations.collation(production.collation()));
            session.execute(
                    "mark the scratch schema " + name,
                    "CREATE TABLE " + Names.quote(name, ScratchPlace.MARK) + " (id INT PRIMARY KEY)");
        }
        return copy;
    }

    /** Gives the server as it sees the scratch schema. */
    Server server() {
        return server;
    }

    /**
     * Makes every table of production, fills the given ones, and compares their rows with production's.
     *
     * @param progress is told how many rows have been copied
     * @return the rows copied
     */
    long fill(SourceSnapshot source, Set<String> filled, LongConsumer progress) {
        try (Session session = server.open();
                Session loader = server.open(Purpose.LOAD)) {
            String refusal = LocalInfile.refusal(loader);
            RowCopier copier = refusal.isEmpty()
                    ? new LoadDataCopier(source.reader(), loader)
                    : new BatchCopier(source.reader(), session);
            CopyVerifier verifier = new CopyVerifier(session, notes);
            Set<String> made = new TreeSet<>();
            long rows = 0;
            for (Table table : production.tables().values()) {
                boolean wanted = filled.contains(table.name());
                if (make(session, table, wanted)) {
                    made.add(table.name());
                }
                if (wanted && !table.writtenColumns().isEmpty()) {
                    Transfer transfer = Transfer.whole(Relation.of(production.name(), table));
                    long before = rows;
                    long copied = copier.copy(transfer, done -> progress.accept(before + done));
                    refuse(verifier.compare(table, Origin.PRODUCTION, transfer, copied, source.reader()));
                    rows += copied;
                }
            }
            complete(session, made, filled);
            return rows;
        }
    }

    /** A table without rows is there for migrations that alter it; one that cannot be made is left to them. */
    private boolean make(Session session, Table table, boolean wanted) {
        try {
            TableDdl ddl = new TableDdl(table, server.schema(), collations);
            session.execute("make the table " + table.name(), ddl.create(table.autoIncrement()));
            return true;
        } catch (MergeException e) {
            if (wanted || e.code() != ErrorCode.STEP) {
                throw e;
            }
            notes.accept("The scratch copy has no table " + table.name() + ": " + e.problem());
            return false;
        }
    }

    /** A foreign key whose parents' rows are not there would refuse what production's rows hold, so it is left out. */
    private void complete(Session session, Set<String> made, Set<String> filled) {
        session.execute("switch the checks of foreign keys off", "SET SESSION foreign_key_checks = 0");
        Set<String> left = new TreeSet<>();
        for (String name : made) {
            Table table = production.table(name).orElseThrow();
            TableDdl ddl = new TableDdl(table, server.schema(), collations);
            ddl.addKeys().forEach(statement -> session.execute("add the indexes of " + name, statement));
            ddl.addForeignKeys(parent -> made.contains(parent) && (filled.contains(parent) || !filled.contains(name)))
                    .forEach(statement -> session.execute("add the foreign keys of " + name, statement));
            table.foreignKeys().stream()
                    .filter(key -> filled.contains(name) && !filled.contains(key.parentTable()))
                    .forEach(key -> left.add(name + "." + key.name()));
        }
        session.execute("switch the checks of foreign keys on", "SET SESSION foreign_key_checks = 1");
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
            session.execute(
                    "drop the scratch schema " + server.schema(),
                    "DROP DATABASE IF EXISTS " + Names.quote(server.schema()));
        } catch (MergeException e) {
            notes.accept("The scratch schema " + server.schema() + " is still there: " + e.problem());
            LOG.debug("could not drop the scratch schema", e);
        } finally {
            server.close();
        }
    }
}
