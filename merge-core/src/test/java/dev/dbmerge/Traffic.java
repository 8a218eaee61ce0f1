package dev.dbmerge;

import dev.dbmerge.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers and readers of a live application, and a ledger of what the writers committed.
 *
 * <p>Each writer has accounts of its own, so that the ledger knows their rows: users, scenarios that belong to them, comments that go
 * with their user. No code of dbmerge has a part in it.
 */
final class Traffic implements AutoCloseable {
    /** Ids of a writer's rows begin at its number times this. */
    static final int RANGE = 10_000_000;

    private static final int NEW_ROW = 5;

    /** Between two transactions of a writer, as an application has something to do besides. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final TestServer server;
    private final String schema;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, String> ledger = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicLong> retried = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong longestWrite = new AtomicLong();
    private final AtomicLong longestRead = new AtomicLong();
    private volatile boolean stop;

    /** Begins; a row of each writer is there already. */
    Traffic(TestServer server, String schema, int writers, int readers) {
        this.server = server;
        this.schema = schema;
        for (int i = 1; i <= writers; i++) {
            int number = i;
            start(() -> write(number));
        }
        for (int i = 0; i < readers; i++) {
            int seed = i;
            start(() -> read(seed));
        }
    }

    private void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SQLException | RuntimeException e) {
                errors.add("thread ended: " + e);
            }
        });
        thread.start();
        threads.add(thread);
    }

    /** What a thread does. */
    private interface Work {
        void run() throws SQLException;
    }

    private void write(int number) throws SQLException {
        Random random = new Random(number);
        Writer writer = new Writer(number, random);
        try (Connection connection = server.root(schema)) {
            while (!stop) {
                LockSupport.parkNanos(PAUSE.toNanos());
                Map<String, String> changes = new TreeMap<>();
                long begun = System.nanoTime();
                boolean single = random.nextInt(4) == 0;
                try {
                    connection.setAutoCommit(single);
                    if (single) {
                        writer.single(connection, changes);
                    } else {
                        writer.transaction(connection, changes);
                        connection.commit();
                    }
                    writer.committed(changes);
                    changes.forEach((key, value) -> ledger.put(key, value));
                    commits.incrementAndGet();
                    longestWrite.accumulateAndGet(System.nanoTime() - begun, Math::max);
                } catch (SQLException e) {
                    failed(connection, e, single);
                }
            }
        }
    }

    /** A deadlock, or a snapshot older than the new table, is for the application to try again; anything else must not be. */
    private void failed(Connection connection, SQLException e, boolean single) throws SQLException {
        boolean retry = e.getErrorCode() == 1213 || e.getErrorCode() == 1412;
        if (retry && !single) {
            retried.computeIfAbsent(e.getErrorCode(), code -> new AtomicLong()).incrementAndGet();
        } else {
            errors.add((single ? "autocommit: " : "transaction: ") + e.getErrorCode() + " " + e.getMessage());
        }
        connection.rollback();
    }

    /** The rows of one writer, as far as it has committed them. */
    private static final class Writer {
        private final int base;
        private final Random random;
        private int users = 1;
        private int scenarios = 1;
        private int comments = 1;
        private final List<Integer> gone = new ArrayList<>();
        private int newUsers;
        private int newScenarios;
        private int newComments;
        private int deleted;

        Writer(int number, Random random) {
            this.base = number * RANGE;
            this.random = random;
        }

        private int scenario() {
            return base + random.nextInt(scenarios);
        }

        void single(Connection connection, Map<String, String> changes) throws SQLException {
            begin();
            int id = scenario();
            String title = "single " + random.nextInt(1_000_000);
            if (!gone.contains(id)) {
                execute(connection, "UPDATE scenarios SET title = ? WHERE id = ?", title, id);
                changes.put("scenarios " + id, title);
            }
        }

        private void begin() {
            newUsers = users;
            newScenarios = scenarios;
            newComments = comments;
            deleted = -1;
        }

        void transaction(Connection connection, Map<String, String> changes) throws SQLException {
            begin();
            String mark = "é" + random.nextInt(1_000_000);
            int user = base + random.nextInt(users);
            execute(connection, "UPDATE users SET name = ? WHERE id = ?", mark, user);
            changes.put("users " + user, mark);
            int id = scenario();
            if (!gone.contains(id)) {
                execute(connection, "UPDATE scenarios SET title = ? WHERE id = ?", mark, id);
                changes.put("scenarios " + id, mark);
            }
            if (random.nextInt(NEW_ROW) == 0) {
                int more = base + newScenarios++;
                execute(connection, "INSERT INTO scenarios (id, user_id, title) VALUES (?, ?, ?)", more, user, mark);
                changes.put("scenarios " + more, mark);
            }
            if (random.nextInt(NEW_ROW) == 0) {
                int more = base + newUsers++;
                execute(connection, "INSERT INTO users (id, email, name) VALUES (?, ?, ?)", more, more + "@x", mark);
                changes.put("users " + more, mark);
            }
            int comment = base + newComments++;
            execute(connection, "INSERT INTO comments (id, user_id, body) VALUES (?, ?, ?)", comment, user, mark);
            changes.put("comments " + comment, mark);
            if (random.nextInt(NEW_ROW) == 0 && scenarios > 2) {
                int victim = base + 1 + random.nextInt(scenarios - 1);
                if (!gone.contains(victim)) {
                    execute(connection, "DELETE FROM scenarios WHERE id = ?", victim);
                    changes.put("scenarios " + victim, "gone");
                    deleted = victim;
                }
            }
        }

        void committed(Map<String, String> changes) {
            users = newUsers;
            scenarios = newScenarios;
            comments = newComments;
            if (deleted >= 0) {
                gone.add(deleted);
            }
        }

        private static void execute(Connection connection, String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.executeUpdate();
            }
        }
    }

    private void read(int seed) throws SQLException {
        Random random = new Random(seed);
        try (Connection connection = server.root(schema);
                Statement statement = connection.createStatement()) {
            while (!stop) {
                LockSupport.parkNanos(PAUSE.toNanos());
                long begun = System.nanoTime();
                try (ResultSet rows = statement.executeQuery("SELECT s.title, u.name FROM scenarios s JOIN users u"
                        + " ON u.id = s.user_id WHERE s.id = " + (RANGE + random.nextInt(50)))) {
                    while (rows.next()) {
                        rows.getString(1);
                    }
                    reads.incrementAndGet();
                    longestRead.accumulateAndGet(System.nanoTime() - begun, Math::max);
                } catch (SQLException e) {
                    errors.add("read: " + e.getErrorCode() + " " + e.getMessage());
                }
            }
        }
    }

    /** Waits until the writers have committed so many transactions more. */
    void more(long transactions) {
        long until = commits.get() + transactions;
        while (commits.get() < until && errors.size() < 100 && threads.stream().anyMatch(Thread::isAlive)) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Stops and gives what the live database should hold and does not, or holds and should not. */
    List<String> differences(String stopped) throws SQLException {
        close();
        List<String> differences = new ArrayList<>();
        Map<String, String> there = new TreeMap<>();
        try (Connection connection = server.root(stopped);
                Statement statement = connection.createStatement()) {
            for (String query : List.of(
                    "SELECT 'users', id, name FROM users WHERE id >= " + RANGE,
                    "SELECT 'scenarios', id, title FROM scenarios WHERE id >= " + RANGE,
                    "SELECT 'comments', id, body FROM comments WHERE id >= " + RANGE)) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        String before = there.put(rows.getString(1) + " " + rows.getInt(2), rows.getString(3));
                        if (before != null) {
                            differences.add("twice: " + rows.getString(1) + " " + rows.getInt(2));
                        }
                    }
                }
            }
        }
        ledger.forEach((key, value) -> {
            String found = there.getOrDefault(key, "gone");
            if (!found.equals(value)) {
                differences.add(key + " should be " + value + " and is " + found);
            }
        });
        there.keySet().stream()
                .filter(key -> !ledger.containsKey(key) && !key.matches(".* \\d+0000000"))
                .forEach(key -> differences.add(key + " was never committed"));
        return differences;
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    Duration longestWrite() {
        return Duration.ofNanos(longestWrite.get());
    }

    Duration longestRead() {
        return Duration.ofNanos(longestRead.get());
    }

    /** Forgets how long anything took so far. */
    void measure() {
        longestWrite.set(0);
        longestRead.set(0);
    }

    @Override
    public String toString() {
        return commits + " commits, " + reads + " reads, retried " + retried + ", longest write "
                + longestWrite().toMillis() + " ms, longest read "
                + longestRead().toMillis() + " ms";
    }

    @Override
    public void close() {
        stop = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
