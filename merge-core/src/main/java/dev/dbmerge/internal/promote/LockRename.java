package dev.dbmerge.internal.promote;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Locks all tables of both databases in one session and renames them there; for MySQL from 8.0.13, which renames locked tables.
 *
 * <p>Readers and writers wait alike. Only what the session locked it may name, aliases included. A session that is gone has changed
 * nothing, since its locks go first and its RENAME is one step.
 */
final class LockRename implements Standoff {
    private final Changeover changeover;
    private final CodeChange code;
    private final Collection<String> alsoNamed;
    private final Session session;
    private boolean held;

    /**
     * Opens the session.
     *
     * @param alsoNamed what {@link #worker} names beside the tables that change over, as {@code table} or {@code table AS alias}
     * @param patience how long the lock may take
     */
    LockRename(Server server, Changeover changeover, CodeChange code, Collection<String> alsoNamed, Duration patience) {
        this.changeover = changeover;
        this.code = code;
        this.alsoNamed = List.copyOf(alsoNamed);
        this.session = server.open();
        unmark(session);
        session.execute(
                "bound the wait for locks",
                "SET SESSION lock_wait_timeout = " + Math.max(1, patience.toSeconds()) + ", foreign_key_checks = 0");
    }

    @Override
    public boolean take() {
        Set<String> locks = new LinkedHashSet<>(Changeover.locks(changeover.live(), changeover.out()));
        locks.addAll(Changeover.locks(changeover.target(), changeover.in()));
        alsoNamed.forEach(name -> locks.add(name + " WRITE"));
        held = tried(session, "lock the live tables", "LOCK TABLES " + String.join(", ", locks));
        return held;
    }

    @Override
    public Session worker() {
        return session;
    }

    @Override
    public boolean swap() {
        return swapLocked(session, changeover, code);
    }

    /**
     * Swaps tables that the session has locked; where it is refused, the live triggers are made again before anybody writes.
     *
     * @return false where somebody was in the way
     */
    static boolean swapLocked(Session session, Changeover changeover, CodeChange code) {
        String doing = "swap the tables of " + changeover.live();
        try {
            code.dropLiveTriggers().forEach(statement -> session.execute(doing, statement));
            session.execute(doing, changeover.rename());
        } catch (MergeException e) {
            if (session.alive()) {
                code.makeLiveTriggers()
                        .forEach(statement -> session.execute("make the live triggers again", statement));
                if (busy(e)) {
                    return false;
                }
            }
            throw e;
        }
        code.makeTriggers().forEach(statement -> session.execute(doing, statement));
        return true;
    }

    @Override
    public List<Long> sessions() {
        return List.of(session.id());
    }

    /** MySQL 8.0.15 renames no locked table in a session that had a named lock before, such as the mark of a run. */
    static void unmark(Session session) {
        session.execute("take the mark off a session", "DO RELEASE_ALL_LOCKS()");
    }

    /** Tells whether a statement went through; what stood in its way is no error. */
    static boolean tried(Session session, String doing, String statement) {
        try {
            session.execute(doing, statement);
            return true;
        } catch (MergeException e) {
            if (busy(e)) {
                return false;
            }
            throw e;
        }
    }

    static boolean busy(MergeException e) {
        return e.getCause() instanceof SQLException sql && BUSY.contains(sql.getErrorCode());
    }

    @Override
    public void close() {
        if (held && session.alive()) {
            session.execute("let the tables go", "UNLOCK TABLES");
        }
        session.close();
    }
}
