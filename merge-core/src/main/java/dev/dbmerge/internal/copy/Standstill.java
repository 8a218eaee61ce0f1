package dev.dbmerge.internal.copy;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Grants;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Keeps a source's writers from committing for the moment in which several sessions open their snapshots.
 *
 * <p>A long query makes the lock wait, and every writer behind it. So it is asked for when no query has run for long, given up
 * after a second, and tried again later.
 */
final class Standstill {
    private static final int TRIES = 6;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final Server source;
    private final List<String> lock;
    private final String release;
    private final String means;

    private Standstill(Server source, List<String> lock, String release, String means) {
        this.source = source;
        this.lock = List.copyOf(lock);
        this.release = release;
        this.means = means;
    }

    /**
     * Chooses the means that the account may use.
     *
     * @param tables those that will be read
     * @return empty where it may use none
     */
    static Optional<Standstill> of(Server source, Collection<Table> tables) {
        try (Session session = source.open()) {
            Grants grants = Grants.read(session);
            if (grants.everywhere("RELOAD") || grants.everywhere("FLUSH_TABLES")) {
                return Optional.of(
                        source.version().product() == Product.MARIADB
                                ? new Standstill(
                                        source,
                                        List.of(
                                                "BACKUP STAGE START",
                                                "BACKUP STAGE FLUSH",
                                                "BACKUP STAGE BLOCK_DDL",
                                                "BACKUP STAGE BLOCK_COMMIT"),
                                        "BACKUP STAGE END",
                                        "by BACKUP STAGE")
                                : new Standstill(
                                        source,
                                        List.of("FLUSH TABLES WITH READ LOCK"),
                                        "UNLOCK TABLES",
                                        "by FLUSH TABLES WITH READ LOCK"));
            }
            if (grants.on(source.schema(), "LOCK TABLES") && !tables.isEmpty()) {
                String list = tables.stream()
                        .map(table -> Names.quote(source.schema(), table.name()) + " READ")
                        .collect(Collectors.joining(", "));
                return Optional.of(new Standstill(
                        source,
                        List.of("LOCK TABLES " + list),
                        "UNLOCK TABLES",
                        "by LOCK TABLES of those that are read"));
            }
            return Optional.empty();
        }
    }

    /**
     * What came of it.
     *
     * @param value what the work gave; empty where the lock was not to be had
     * @param told a clause for the report
     */
    record Result<T>(Optional<T> value, String told) {}

    /** Does something while nothing is committed. */
    <T> Result<T> during(Supplier<T> work) {
        try (Session holder = source.open()) {
            holder.execute("wait for a lock for a second at most", "SET SESSION lock_wait_timeout = 1");
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                waitForQuiet(holder);
                long begun = System.nanoTime();
                Optional<MergeException> refusal = lock(holder);
                if (refusal.isEmpty()) {
                    T value = work(holder, work);
                    return new Result<>(
                            Optional.of(value), "opened while its writers waited " + since(begun) + " " + means);
                }
                if (!timedOut(refusal.get())) {
                    return new Result<>(Optional.empty(), alone(refusal.get().problem()));
                }
                holder.number("wait before the next try", "SELECT SLEEP(" + 0.25 * attempt + ")");
            }
            return new Result<>(Optional.empty(), alone(TRIES + " times a lock was not to be had within a second"));
        }
    }

    private String alone(String why) {
        return "by one session alone, since " + source.role() + " could not be held still " + means + ": "
                + (why.endsWith(".") ? why.substring(0, why.length() - 1) : why);
    }

    /** Managed servers refuse it to accounts that seem to have the privilege. */
    private Optional<MergeException> lock(Session holder) {
        try {
            lock.forEach(statement -> holder.execute("hold " + source.role() + " still", statement));
            return Optional.empty();
        } catch (MergeException e) {
            letGo(holder, e);
            if (e.code() == ErrorCode.SERVER_GONE || e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    private <T> T work(Session holder, Supplier<T> work) {
        T value;
        try {
            value = work.get();
        } catch (RuntimeException e) {
            letGo(holder, e);
            throw e;
        }
        holder.execute("let " + source.role() + " go on", release);
        return value;
    }

    /** An account without PROCESS sees its own queries alone; then the lock is simply tried. */
    private static void waitForQuiet(Session holder) {
        for (int i = 0; i < 20; i++) {
            long longest = holder.number(
                    "look for long queries",
                    "SELECT MAX(TIME) FROM information_schema.PROCESSLIST WHERE COMMAND = 'Query' AND ID <> CONNECTION_ID()");
            if (longest < 2) {
                return;
            }
            holder.number("wait for long queries", "SELECT SLEEP(0.25)");
        }
    }

    private void letGo(Session holder, RuntimeException because) {
        try {
            holder.execute("let " + source.role() + " go on", release);
        } catch (MergeException e) {
            because.addSuppressed(e);
        }
    }

    private static boolean timedOut(MergeException e) {
        return e.getCause() instanceof SQLException sql && sql.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    private static String since(long begun) {
        return Math.max(1, Duration.ofNanos(System.nanoTime() - begun).toMillis()) + " ms";
    }
}
