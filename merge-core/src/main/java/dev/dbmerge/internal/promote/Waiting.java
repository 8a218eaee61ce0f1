package dev.dbmerge.internal.promote;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Sees what sessions wait for: the state in the list of processes, and whether a table is wanted for itself alone. */
final class Waiting {
    private static final long PAUSE_MILLIS = 2;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final String INSTRUMENT = "wait/lock/metadata/sql/mdl";

    private final Session watcher;

    /**
     * Makes it.
     *
     * @param watcher a session that is used for nothing else
     */
    Waiting(Session watcher) {
        this.watcher = watcher;
        if (mariaDb()) {
            watcher.execute("look without waiting", "SET SESSION lock_wait_timeout = 0");
        }
    }

    private boolean mariaDb() {
        return watcher.server().version().product() == Product.MARIADB;
    }

    /**
     * Makes sure that the server tells who waits for which table.
     *
     * @throws ServerException with the statement that lets it, where it does not
     */
    void confirm() {
        if (mariaDb()) {
            return;
        }
        long on = watcher.number(
                "see whether the server tells who waits for a table",
                "SELECT COUNT(*) FROM performance_schema.setup_instruments WHERE NAME = '" + INSTRUMENT
                        + "' AND ENABLED = 'YES'");
        if (on == 0) {
            throw new ServerException(
                    ErrorCode.SETTING,
                    "The live server does not tell who waits for a table: its instrument " + INSTRUMENT + " is off.",
                    "Run UPDATE performance_schema.setup_instruments SET ENABLED = 'YES' WHERE NAME = '" + INSTRUMENT
                            + "' there, then promote again.",
                    null);
        }
    }

    /** Tells whether all of the sessions wait for a table. */
    boolean all(Collection<Session> sessions) {
        String ids =
                sessions.stream().map(session -> Long.toString(session.id())).collect(Collectors.joining(", "));
        return watcher.number(
                        "see who waits",
                        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for %' AND ID IN ("
                                + ids + ")")
                == sessions.size();
    }

    /** Tells whether a session waits for a table, or has it, for itself alone. */
    boolean wants(Session session, String schema, String table) {
        if (mariaDb()) {
            return refused(schema, table);
        }
        return watcher.number(
                        "see who waits for " + table,
                        "SELECT COUNT(*) FROM performance_schema.metadata_locks AS l JOIN performance_schema.threads AS t"
                                + " ON t.THREAD_ID = l.OWNER_THREAD_ID WHERE t.PROCESSLIST_ID = " + session.id()
                                + " AND l.OBJECT_SCHEMA = " + Names.literal(schema) + " AND l.OBJECT_NAME = "
                                + Names.literal(table)
                                + " AND l.LOCK_TYPE IN ('EXCLUSIVE', 'SHARED_NO_READ_WRITE') AND l.LOCK_STATUS = 'PENDING'")
                > 0;
    }

    /** A reader that does not wait is refused exactly while somebody waits for a table alone, or has it so. */
    private boolean refused(String schema, String table) {
        try {
            watcher.number("see who waits for " + table, "SELECT 1 FROM " + Names.quote(schema, table) + " LIMIT 0");
            return false;
        } catch (MergeException e) {
            if (e.getCause() instanceof SQLException sql && sql.getErrorCode() == LOCK_WAIT_TIMEOUT) {
                return true;
            }
            throw e;
        }
    }

    /**
     * Waits until something is the case.
     *
     * @param statement what has to go on meanwhile; when it ends, so does the waiting
     * @return false where it did not become so in time
     */
    static boolean until(BooleanSupplier is, CompletableFuture<?> statement, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!is.getAsBoolean()) {
            if (System.nanoTime() > end || statement.isDone()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }

    /** Waits for a statement's end, and throws what it threw. */
    static void join(CompletableFuture<?> statement) {
        try {
            statement.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        } catch (CancellationException e) {
            throw interrupted(e);
        }
    }

    private static MergeException interrupted(Exception e) {
        return new MergeException(ErrorCode.INTERRUPTED, "The run was interrupted.", "Run again when you like.", e);
    }
}
