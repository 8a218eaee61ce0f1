package dev.dbmerge.internal.promote;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Holds each written table by a read lock in a session of its own, so that readers go on while the rest is caught up; then hands the
 * tables over one by one to a statement that waits for all of them.
 *
 * <p>The read locks are asked for behind a lock that drains the writers, and come before any writer that waits. Handing over, each
 * lock is let go when the successor already waits for that table, so that nobody gets in between. Where locked tables can be renamed,
 * the successor is LOCK TABLES. Elsewhere it is the RENAME itself, whose last name is a sentry that is held back until all is ready:
 * if this program dies, the sentry is still there, and the RENAME fails as a whole.
 */
final class Staircase implements Standoff {
    private final Server server;
    private final List<Share> shares;
    private final List<Changeover> changeovers;
    private final String names;
    private final Duration patience;
    private final Successor successor;
    private final Session worker;
    private final Session watcher;
    private final Waiting waiting;
    private final Map<LiveTable, Session> holders = new TreeMap<>();
    private final List<Session> opened = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "dbmerge-staircase");
        thread.setDaemon(true);
        return thread;
    });

    /** Servers ask for locks in the order of schemas, then of tables. */
    private record LiveTable(String schema, String name) implements Comparable<LiveTable> {
        private static final Comparator<LiveTable> ORDER =
                Comparator.comparing(LiveTable::schema).thenComparing(LiveTable::name);

        @Override
        public int compareTo(LiveTable other) {
            return ORDER.compare(this, other);
        }

        String quoted() {
            return Names.quote(schema, name);
        }
    }

    /** What takes over from the read locks. */
    enum Successor {
        LOCK_TABLES,
        RENAME
    }

    /**
     * Opens its sessions.
     *
     * @param patience how long one lock may take
     * @throws MergeException where the server does not tell who waits for which table
     */
    Staircase(Server server, List<Share> shares, Duration patience, Successor successor) {
        this.server = server;
        this.shares = List.copyOf(shares);
        this.changeovers = shares.stream().map(Share::changeover).toList();
        this.names = Changeover.names(changeovers);
        this.patience = patience;
        this.successor = successor;
        this.worker = open();
        this.watcher = open();
        this.waiting = new Waiting(watcher);
        try {
            waiting.confirm();
            shares.forEach(this::hold);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void hold(Share share) {
        share.held()
                .forEach(table -> holders.put(new LiveTable(share.changeover().live(), table), open()));
    }

    private Session open() {
        Session session = server.open();
        opened.add(session);
        session.execute(
                "bound the wait for locks",
                "SET SESSION lock_wait_timeout = " + Math.max(1, patience.toSeconds()) + ", foreign_key_checks = 0");
        return session;
    }

    /** Gives the database of the sentry, whose name comes behind that of every live table. */
    static String sentry(String live) {
        return live + "_zsentry";
    }

    /** Makes the sentry, where there is one; commits implicitly. */
    static List<String> makeSentry(String live) {
        return List.of(
                "CREATE DATABASE IF NOT EXISTS " + Names.quote(sentry(live)),
                "DROP TABLE IF EXISTS " + Names.quote(sentry(live), "a") + ", " + Names.quote(sentry(live), "b"),
                "CREATE TABLE " + Names.quote(sentry(live), "a") + " (id INT PRIMARY KEY)",
                "CREATE TABLE " + Names.quote(sentry(live), "b") + " (id INT PRIMARY KEY)");
    }

    /** Drops the sentry. */
    static List<String> dropSentry(String live) {
        return List.of("DROP DATABASE IF EXISTS " + Names.quote(sentry(live)));
    }

    @Override
    public boolean take() {
        if (holders.isEmpty()) {
            return true;
        }
        Session drain = open();
        String locks = holders.keySet().stream()
                .map(table -> table.quoted() + " WRITE")
                .collect(Collectors.joining(", "));
        if (!LockRename.tried(drain, "wait for the writers of " + names, "LOCK TABLES " + locks)) {
            return false;
        }
        List<CompletableFuture<Boolean>> held = new ArrayList<>();
        holders.forEach(
                (table, session) -> held.add(start(session, "FLUSH TABLES " + table.quoted() + " WITH READ LOCK")));
        CompletableFuture<?> any = CompletableFuture.anyOf(held.toArray(CompletableFuture[]::new));
        boolean all = Waiting.until(() -> waiting.all(holders.values()), any, patience.plusSeconds(2));
        drain.execute("let the read locks come", "UNLOCK TABLES");
        boolean taken = all;
        for (CompletableFuture<Boolean> one : held) {
            Waiting.join(one);
            taken &= one.join();
        }
        return taken;
    }

    /** Runs a statement in a thread of its own; false where somebody was in its way. */
    private CompletableFuture<Boolean> start(Session session, String statement) {
        return CompletableFuture.supplyAsync(
                () -> LockRename.tried(session, "hold the tables of " + names, statement), threads);
    }

    @Override
    public Session worker() {
        return worker;
    }

    @Override
    public List<Long> sessions() {
        return opened.stream().map(Session::id).toList();
    }

    @Override
    public boolean swap() {
        return successor == Successor.LOCK_TABLES ? swapLocked() : swapBehindSentry();
    }

    private boolean swapLocked() {
        Session locking = open();
        LockRename.unmark(locking);
        List<String> locks =
                changeovers.stream().flatMap(one -> one.locks().stream()).toList();
        CompletableFuture<Boolean> locked = start(locking, "LOCK TABLES " + String.join(", ", locks));
        if (!handOver(locking, locked)) {
            return false;
        }
        Waiting.join(locked);
        if (!locked.join()) {
            return false;
        }
        boolean swapped = LockRename.swapLocked(locking, shares);
        locking.execute("let the tables go", "UNLOCK TABLES");
        return swapped;
    }

    private boolean swapBehindSentry() {
        String sentry = sentry(changeovers.stream()
                .map(Changeover::live)
                .max(Comparator.naturalOrder())
                .orElseThrow());
        Session guard = open();
        guard.execute("hold the swap back", "LOCK TABLES " + Names.quote(sentry, "b") + " WRITE");
        Session renaming = open();
        String last = Names.quote(sentry, "a") + " TO " + Names.quote(sentry, "b");
        CompletableFuture<Boolean> renamed = start(renaming, Changeover.rename(changeovers, List.of(last)));
        if (!handOver(renaming, renamed) || !Waiting.until(() -> waiting.all(List.of(renaming)), renamed, patience)) {
            guard.execute("give the swap up", "UNLOCK TABLES");
            Waiting.join(renamed.exceptionally(e -> false));
            return false;
        }
        guard.execute("let the swap happen", "DROP TABLE " + Names.quote(sentry, "b"));
        guard.execute("let the swap happen", "UNLOCK TABLES");
        Waiting.join(renamed);
        return renamed.join();
    }

    /** Lets each table go when the successor waits for it; the server asks for them in the order of their names. */
    private boolean handOver(Session successorSession, CompletableFuture<Boolean> statement) {
        for (Map.Entry<LiveTable, Session> holder : holders.entrySet()) {
            LiveTable table = holder.getKey();
            if (!Waiting.until(
                    () -> waiting.wants(successorSession, table.schema(), table.name()), statement, patience)) {
                return false;
            }
            holder.getValue().execute("hand " + table.name() + " over", "UNLOCK TABLES");
        }
        return true;
    }

    @Override
    public void close() {
        opened.forEach(Session::close);
        threads.shutdownNow();
    }
}
