package dev.dbmerge.internal.promote;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Locks all tables of both databases in one session and renames them there; for MySQL from 8.0.13, which renames locked tables.
 *
 * <p>Readers and writers wait alike. Only what the session locked it may name, aliases included. A session that is gone has changed
 * nothing, since its locks go first and its RENAME is one step.
 */
final class LockRename implements Standoff {
    private final List<Share> shares;
    private final Session session;
    private boolean held;

    /**
     * Opens the session.
     *
     * @param patience how long the lock may take
     */
    LockRename(Server server, List<Share> shares, Duration patience) {
        this.shares = List.copyOf(shares);
        this.session = server.open();
        unmark(session);
        session.execute(
                "bound the wait for locks",
                "SET SESSION lock_wait_timeout = " + Math.max(1, patience.toSeconds()) + ", foreign_key_checks = 0");
    }

    @Override
    public boolean take() {
        Set<String> locks = new LinkedHashSet<>();
        shares.forEach(share -> {
            locks.addAll(share.changeover().locks());
            share.alsoNamed().forEach(name -> locks.add(name + " WRITE"));
        });
        held = tried(session, "lock the live tables", "LOCK TABLES " + String.join(", ", locks));
        return held;
    }

    @Override
    public Session worker() {
        return session;
    }

    @Override
    public boolean swap() {
        return swapLocked(session, shares);
    }

    /**
     * Swaps tables that the session has locked; where it is refused, the live triggers are made again before anybody writes.
     *
     * @return false where somebody was in the way
     */
    static boolean swapLocked(Session session, List<Share> shares) {
        List<Changeover> changeovers = shares.stream().map(Share::changeover).toList();
        String doing = "swap the tables of " + Changeover.names(changeovers);
        try {
            run(session, doing, shares, CodeChange::dropLiveTriggers);
            session.execute(doing, Changeover.rename(changeovers, List.of()));
        } catch (MergeException e) {
            if (session.alive()) {
                run(session, "make the live triggers again", shares, CodeChange::makeLiveTriggers);
                if (busy(e)) {
                    return false;
                }
            }
            throw e;
        }
        run(session, doing, shares, CodeChange::makeTriggers);
        return true;
    }

    private static void run(
            Session session, String doing, List<Share> shares, Function<CodeChange, List<String>> statements) {
        shares.forEach(share -> statements.apply(share.code()).forEach(statement -> session.execute(doing, statement)));
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
