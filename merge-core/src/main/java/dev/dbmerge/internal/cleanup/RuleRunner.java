package dev.dbmerge.internal.cleanup;

import dev.dbmerge.error.RefusedException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.journal.Journal;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.PinnedTime;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.sql.CleanupStatement;
import dev.dbmerge.spec.CleanupRule;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies cleanup rules to the target, each by its own text, and archives what they remove or change.
 *
 * <p>A rule runs in one transaction, which a failure rolls back with the archives. Where one of its tables has no transactions
 * (MyISAM) each statement stands alone: a limit still stops the rule before it changes anything, a later failure cannot be undone.
 */
public final class RuleRunner {
    static final String WATCH_FOREIGN_KEYS = "SET SESSION foreign_key_checks = 1";
    static final String ISOLATION = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    private final Session session;
    private final Journal journal;
    private final Schema target;
    private final Cascade cascade;
    private final RuleGuard guard;
    private final Instant pinnedAt;

    /**
     * Makes the runner.
     *
     * @param session on the target's server, and used for nothing else meanwhile
     * @param target the target's structure as it is, foreign keys included
     * @param sourceSchemas names of staging's and production's databases, which no rule may mention
     * @param pinnedAt what NOW() stands for in the rules
     */
    public RuleRunner(Session session, Journal journal, Schema target, Set<String> sourceSchemas, Instant pinnedAt) {
        this.session = session;
        this.journal = journal;
        this.target = target;
        this.cascade = new Cascade(target);
        this.guard = new RuleGuard(target, cascade, sourceSchemas);
        this.pinnedAt = pinnedAt;
    }

    /**
     * Applies one rule.
     *
     * @throws RefusedException when it names a table that it may not change, or would go over one of its limits
     * @throws ServerException when the server refuses its statement
     */
    public RuleOutcome run(CleanupRule rule) {
        CleanupStatement statement = guard.admit(rule);
        useTarget();
        Map<String, Archive> archives = archives(rule, statement);
        try {
            archives.values().forEach(Archive::create);
            RuleRun run = new RuleRun(session, rule, statement, archives, cascade);
            RuleOutcome outcome = PinnedTime.during(session, pinnedAt, () -> inTransaction(run, archives.values()));
            dropEmpty(rule, statement, archives);
            return outcome;
        } catch (RuntimeException e) {
            forget(rule, archives, e);
            throw e;
        }
    }

    /** Makes the target the session's database, and watches foreign keys. */
    void useTarget() {
        try {
            session.connection().setCatalog(target.name());
        } catch (SQLException e) {
            throw session.failure("use " + target.name(), e);
        }
        session.execute("watch foreign keys", WATCH_FOREIGN_KEYS);
    }

    /** Gives a number that a query returns, with NOW() as in the rules. */
    long number(String doing, String query) {
        return PinnedTime.during(session, pinnedAt, () -> session.number(doing, query));
    }

    /** A statement that changes a table without transactions must not stand in one (GTID consistency). */
    private RuleOutcome inTransaction(RuleRun run, Collection<Archive> archives) {
        if (!archives.stream().allMatch(archive -> archive.table().transactional())) {
            return run.run();
        }
        session.execute("set the isolation", ISOLATION);
        session.begin();
        try {
            RuleOutcome outcome = run.run();
            session.commit();
            return outcome;
        } catch (RuntimeException e) {
            suppressed(e, session::rollback);
            throw e;
        }
    }

    private Map<String, Archive> archives(CleanupRule rule, CleanupStatement statement) {
        Map<String, Archive> archives = new LinkedHashMap<>();
        for (String name : cascade.archived(statement)) {
            Table table = target.tables().get(name);
            String archive = journal.archiveTable(rule.id(), name);
            archives.put(name, new Archive(session, target.name(), table, archive, RuleGuard.named(rule)));
        }
        return archives;
    }

    /** Keeps the archives of the rule's own tables, so that an empty one says that nothing was found. */
    private void dropEmpty(CleanupRule rule, CleanupStatement statement, Map<String, Archive> archives) {
        List<String> empty = new ArrayList<>(archives.keySet());
        statement.targets().forEach(aim -> empty.remove(aim.table()));
        for (String name : empty) {
            Archive archive = archives.get(name);
            if (archive.rows() == 0) {
                archive.drop();
                journal.forgetArchive(rule.id(), name);
            }
        }
    }

    private void forget(CleanupRule rule, Map<String, Archive> archives, RuntimeException because) {
        archives.forEach((name, archive) -> suppressed(because, () -> {
            archive.drop();
            journal.forgetArchive(rule.id(), name);
        }));
    }

    private static void suppressed(RuntimeException because, Runnable cleanUp) {
        try {
            cleanUp.run();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }
}
