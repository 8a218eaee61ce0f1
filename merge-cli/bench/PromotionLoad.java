import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writers and readers of a live database, promotions of it by dbmerge one after the other, and a ledger of what the writers committed
 * that is compared with the live database after each. {@code bench/promotion} makes the databases and starts it.
 *
 * <p>Each writer has rows of its own: those of the seed whose id it is the remainder of, and those that it made. So it knows what they
 * are to be. Every transaction writes a mark that no other one has into all of its rows. No code of dbmerge has a part in it.
 */
final class PromotionLoad {
    private static final String LIVE = "bench_promotion_live";
    private static final List<String> TABLES = List.of("users", "scenarios", "comments");
    private static final int STALE = 5;
    private static final long GONE = -1;
    private static final long LONG_MILLIS = 200;

    private final Map<String, String> options;
    private final int scenarios;
    private final Map<String, Integer> seeded;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Phaser pauses = new Phaser(1);
    private final Map<String, AtomicLong> errors = new TreeMap<>();
    private final Map<String, AtomicLong> retried = new TreeMap<>();
    private final Longest writes = new Longest();
    private final Longest reads = new Longest();
    private final AtomicLong marks = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private volatile long origin;
    private volatile boolean pausing;
    private volatile boolean stop;

    private PromotionLoad(Map<String, String> options) {
        this.options = options;
        this.scenarios = number("scenarios");
        this.seeded = Map.of("users", number("users"), "scenarios", scenarios, "comments", number("comments"));
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String arg : args) {
            options.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
        }
        System.exit(new PromotionLoad(options).run() ? 0 : 1);
    }

    private int number(String option) {
        return Integer.parseInt(options.get(option));
    }

    private boolean is(String option) {
        return Boolean.parseBoolean(options.get(option));
    }

    private Connection connect(String schema, boolean prepared) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + options.get("server") + "/" + schema
                        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&cachePrepStmts=true&useServerPrepStmts="
                        + prepared,
                "root",
                "");
    }

    // ---- the rounds

    private boolean run() throws Exception {
        for (int i = 0; i < number("writers"); i++) {
            Writer writer = new Writer(i);
            writers.add(writer);
            start(writer::work);
        }
        for (int i = 0; i < number("readers"); i++) {
            int seed = i;
            start(() -> read(seed));
        }
        Map<String, List<Long>> figures = new LinkedHashMap<>();
        boolean good = true;
        int promoted = 0;
        int promotions = number("promotions");
        for (int i = 1; i <= promotions; i++) {
            Round round = new Round(i);
            good &= round.run(figures);
            promoted += round.promoted ? 1 : 0;
        }
        stop = true;
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(promoted + " of " + promotions + " promoted; "
                + (good ? "nothing lost, doubled or torn, no error" : "SEE ABOVE"));
        System.out.printf("%-36s %8s %8s %8s%n", "", "min", "median", "max");
        figures.forEach((name, all) -> {
            List<Long> sorted = all.stream().sorted().toList();
            System.out.printf(
                    "%-36s %8d %8d %8d%n",
                    name, sorted.get(0), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
        });
        return good;
    }

    /** Builds a target beside the writers, promotes it, and compares. */
    private final class Round {
        private final int number;
        private boolean promoted;

        Round(int number) {
            this.number = number;
        }

        boolean run(Map<String, List<Long>> figures) throws Exception {
            if (number > 1) {
                seedStale();
            }
            measure();
            long building = System.nanoTime();
            Command run = new Command("run", "-c", options.get("spec"));
            long built = millis(building);
            if (run.exit != 0) {
                throw new IllegalStateException("dbmerge run ended with " + run.exit + ":\n" + run.text());
            }
            long runWrites = writes.millis();
            measure();
            go(2_000);
            long quiet = writes.millis();
            measure();
            long before = commits.get();
            long begun = System.nanoTime();
            Command promote =
                    new Command("promote", "-c", options.get("spec"), "--yes", "--json", "--way", options.get("way"));
            long ended = System.nanoTime();
            go(2_000);
            long wrote = writes.millis();
            long written = commits.get() - before;
            promoted = promote.exit == 0 || promote.exit == 11;
            Judgement judgement = compare(begun, ended);
            String json = promote.out.toString();
            System.out.println(number + ": " + judgement + "; errors " + errors + "; retried " + retried);
            System.out.println("   longest write " + wrote + " ms (" + quiet + " in the 2 s before, " + runWrites
                    + " during the run), longest read "
                    + reads.millis() + " ms; dbmerge says " + field(json, "way") + ", blocked "
                    + field(json, "blockedMillis") + " ms, longest "
                    + field(json, "longestBlockedMillis") + ", attempts " + field(json, "attempts") + ", caught up "
                    + field(json, "caughtUp")
                    + "; promote " + (ended - begun) / 1_000_000 + " ms, run " + built + " ms, " + written
                    + " commits meanwhile");
            if (promote.exit != 0 || is("verbose")) {
                System.out.println("   dbmerge promote ended with " + promote.exit + "\n" + promote.text());
                log.forEach(line -> System.out.println("   " + line));
            }
            note(figures, "a writer waited, ms", wrote);
            note(figures, "a writer waited, 2 s before, ms", quiet);
            note(figures, "a writer waited, during the run, ms", runWrites);
            note(figures, "a reader waited, ms", reads.millis());
            if (promoted) {
                note(figures, "writers blocked, says dbmerge, ms", Long.parseLong(field(json, "longestBlockedMillis")));
                note(figures, "attempts", Long.parseLong(field(json, "attempts")));
            }
            note(figures, "promote, ms", (ended - begun) / 1_000_000);
            note(figures, "run, ms", built);
            boolean good = judgement.good() && errors.isEmpty() && promote.exit == 0;
            errors.clear();
            if (promoted) {
                dropPrevious(field(json, "previous"));
            }
            return good;
        }

        private void note(Map<String, List<Long>> figures, String name, long value) {
            figures.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        }

        private void measure() {
            writes.clear();
            reads.clear();
            retried.clear();
            log.clear();
            origin = System.nanoTime();
        }

        /** The rule took the stale scenarios of the seed away; the next promotion is to meet them again. */
        private void seedStale() throws SQLException {
            try (Connection connection = connect(LIVE, false);
                    Statement statement = connection.createStatement()) {
                String columns = "id, title, area_code, end_year, user_values, mark, updated_at";
                for (int id = 0; id <= scenarios; id += 10_000) {
                    statement.executeUpdate("INSERT INTO scenarios (" + columns + ") SELECT " + columns
                            + " FROM bench_promotion_stale.scenarios AS s WHERE s.id >= " + id + " AND s.id < "
                            + (id + 10_000)
                            + " AND s.id NOT IN (SELECT id FROM (SELECT id FROM scenarios WHERE id >= " + id
                            + " AND id < " + (id + 10_000)
                            + ") AS there)");
                }
            }
        }

        private Judgement compare(long begun, long ended) throws SQLException, InterruptedException {
            pause();
            Judgement judgement = new Judgement();
            try (Connection connection = connect(LIVE, false)) {
                for (String table : TABLES) {
                    compare(connection, table, begun, ended, judgement);
                }
            } finally {
                resume();
            }
            return judgement;
        }

        private void compare(Connection connection, String table, long begun, long ended, Judgement judgement)
                throws SQLException {
            Map<Integer, Long> known = new HashMap<>();
            Map<Integer, Stale> stale = new HashMap<>();
            for (Writer writer : writers) {
                known.putAll(writer.ledger.get(table));
                if (table.equals("scenarios")) {
                    stale.putAll(writer.stale);
                }
            }
            boolean rule = table.equals("scenarios");
            BitSet untouched = new BitSet();
            Set<Integer> seen = new HashSet<>();
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(Integer.MIN_VALUE);
                ResultSet rows = statement.executeQuery(
                        "SELECT id, mark, " + (table.equals("users") ? "name" : "title") + " FROM " + table);
                while (rows.next()) {
                    int id = rows.getInt(1);
                    long mark = rows.getLong(2);
                    String text = rows.getString(3);
                    String row = table + " " + id;
                    if (known.containsKey(id)) {
                        long expected = known.get(id);
                        boolean twice = !seen.add(id);
                        if (expected == GONE || twice) {
                            judgement.doubled(row + (twice ? " is there twice" : " was deleted and has mark " + mark));
                        } else {
                            judgement.row(expected, mark == expected, row + " has mark " + mark);
                        }
                        if (mark != 0 && !text.equals("é" + mark)) {
                            judgement.torn(row + " has mark " + mark + " and " + text);
                        }
                    } else if (stale.containsKey(id)) {
                        boolean twice = !seen.add(id);
                        Stale one = stale.get(id);
                        judgement.row(one.mark, mark == one.mark, row + " has mark " + mark);
                        if (twice) {
                            judgement.doubled(row + " is there twice");
                        } else if (promoted && one.committed < begun) {
                            judgement.left(row + " is stale, committed before the promotion");
                        }
                    } else if (id > 0 && id <= seeded.get(table)) {
                        if (untouched.get(id) || mark != 0) {
                            judgement.doubled(row + " has mark " + mark + ", which no writer committed");
                        } else if (rule && id % STALE == 0 && promoted) {
                            judgement.left(row + " of the seed is stale");
                        }
                        untouched.set(id);
                    } else {
                        judgement.doubled(row + " has mark " + mark + " and was never committed");
                    }
                }
            }
            known.forEach((id, expected) -> {
                if (expected != GONE && !seen.contains(id)) {
                    judgement.row(expected, false, table + " " + id + " is gone");
                }
            });
            for (Writer writer : writers) {
                for (Integer id : rule ? List.copyOf(writer.stale.keySet()) : List.<Integer>of()) {
                    Stale one = writer.stale.get(id);
                    if (!seen.contains(id)) {
                        // The rule takes what was committed before the swap, which is somewhere within the promotion.
                        judgement.row(one.mark, promoted && one.begun < ended, table + " " + id + " is gone");
                        writer.stale.remove(id);
                        writer.ledger.get(table).put(id, GONE);
                    }
                }
            }
            for (int id = 1; id <= seeded.get(table); id++) {
                boolean ruled = rule && id % STALE == 0;
                if (!known.containsKey(id) && !untouched.get(id) && !(ruled && (promoted || number > 1))) {
                    judgement.row(-id, false, table + " " + id + " of the seed is gone");
                }
            }
        }

        private void dropPrevious(String previous) throws SQLException {
            try (Connection connection = connect(LIVE, false);
                    Statement statement = connection.createStatement()) {
                statement.execute("SET foreign_key_checks = 0");
                statement.execute("DROP DATABASE " + previous);
                if (is("purge")) {
                    statement.execute("FLUSH BINARY LOGS");
                    String last = "";
                    try (ResultSet logs = statement.executeQuery("SHOW BINARY LOGS")) {
                        while (logs.next()) {
                            last = logs.getString(1);
                        }
                    }
                    statement.execute("PURGE BINARY LOGS TO '" + last + "'");
                }
            }
        }
    }

    /** What the comparison found. */
    private static final class Judgement {
        private static final int SHOWN = 20;
        private final List<String> found = new ArrayList<>();
        private final Set<Long> lostOf = new HashSet<>();
        private final Set<Long> keptOf = new HashSet<>();
        private long rows;
        private long lost;
        private long doubled;
        private long tornRows;
        private long left;

        void row(long mark, boolean as, String problem) {
            rows++;
            if (as) {
                keptOf.add(mark);
            } else {
                lost++;
                lostOf.add(mark);
                found.add("lost: " + problem + " and should have " + mark);
            }
        }

        void doubled(String problem) {
            doubled++;
            found.add("doubled: " + problem);
        }

        void torn(String problem) {
            tornRows++;
            found.add("torn: " + problem);
        }

        void left(String problem) {
            left++;
            found.add("left: " + problem);
        }

        long torn() {
            return tornRows + lostOf.stream().filter(keptOf::contains).count();
        }

        boolean good() {
            return found.isEmpty();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(
                    "lost " + lost + ", doubled " + doubled + ", torn " + torn() + " of " + rows + " written rows");
            if (left > 0) {
                text.append(", left to the rule ").append(left);
            }
            found.stream().limit(SHOWN).forEach(line -> text.append("\n   ").append(line));
            return text.toString();
        }
    }

    /** A process of dbmerge. */
    private final class Command {
        private final StringBuffer out = new StringBuffer();
        private final StringBuffer err = new StringBuffer();
        private final int exit;

        Command(String... arguments) throws IOException, InterruptedException {
            List<String> line = new ArrayList<>(List.of("merge-cli/bin/dbmerge"));
            line.addAll(List.of(arguments));
            Process process = new ProcessBuilder(line).start();
            Thread reading = new Thread(() -> take(process.getErrorStream(), err, true));
            reading.start();
            take(process.getInputStream(), out, false);
            reading.join();
            exit = process.waitFor();
        }

        private void take(InputStream from, StringBuffer into, boolean stamped) {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    into.append(stamped ? String.format("   %7d  ", millis(origin)) : "")
                            .append(line)
                            .append('\n');
                }
            } catch (IOException e) {
                into.append(e).append('\n');
            }
        }

        String text() {
            return err.toString() + out;
        }
    }

    private static String field(String json, String name) {
        Matcher found =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]*)").matcher(json);
        return found.find() ? found.group(1).replaceAll(":? .*", "") : "-";
    }

    private static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    private static void go(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    // ---- the load

    private interface Work {
        void run() throws SQLException;
    }

    private void start(Work work) {
        pauses.register();
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SQLException | RuntimeException e) {
                error("thread ended: " + e);
            } finally {
                pauses.arriveAndDeregister();
            }
        });
        thread.start();
        threads.add(thread);
    }

    private void pause() {
        pausing = true;
        pauses.arriveAndAwaitAdvance();
    }

    private void resume() {
        pausing = false;
        pauses.arriveAndAwaitAdvance();
    }

    /** Between two pieces of work, where all threads stand still while the comparison reads. */
    private void rest() {
        LockSupport.parkNanos(number("pause") * 1_000_000L);
        if (pausing) {
            pauses.arriveAndAwaitAdvance();
            pauses.arriveAndAwaitAdvance();
        }
    }

    private void error(String what) {
        count(errors, what);
        log.add(String.format("%7d  %s", millis(origin), what));
    }

    private static void count(Map<String, AtomicLong> of, String what) {
        synchronized (of) {
            of.computeIfAbsent(what, any -> new AtomicLong()).incrementAndGet();
        }
    }

    private void waited(Longest longest, String what, long begun) {
        long took = millis(begun);
        longest.add(took);
        if (took >= LONG_MILLIS) {
            log.add(String.format(
                    "%7d  %s, from %d on, %d ms", millis(origin), what, (begun - origin) / 1_000_000, took));
        }
    }

    /** The longest time of what ended since it was cleared. */
    private static final class Longest {
        private final AtomicLong millis = new AtomicLong();

        void add(long one) {
            millis.accumulateAndGet(one, Math::max);
        }

        void clear() {
            millis.set(0);
        }

        long millis() {
            return millis.get();
        }
    }

    /** A user of the seed is never deleted, so that an empty answer is an error, too. */
    private void read(int seed) throws SQLException {
        Random random = new Random(seed);
        try (Connection connection = connect(LIVE, seed % 2 == 0);
                PreparedStatement user = connection.prepareStatement("SELECT name FROM users WHERE id = ?");
                PreparedStatement scenario = connection.prepareStatement(
                        "SELECT s.title, u.name FROM scenarios s JOIN users u ON u.id = s.user_id WHERE s.id = ?");
                PreparedStatement view = connection.prepareStatement("SELECT title, name FROM owners WHERE id = ?")) {
            while (!stop) {
                rest();
                long begun = System.nanoTime();
                int which = random.nextInt(3);
                PreparedStatement query = which == 0 ? user : which == 1 ? scenario : view;
                query.setInt(1, 1 + random.nextInt(which == 0 ? seeded.get("users") : scenarios));
                try (ResultSet rows = query.executeQuery()) {
                    if (!rows.next() && which == 0) {
                        error("read: a user is missing");
                    }
                } catch (SQLException e) {
                    error("read: " + e.getErrorCode() + " " + e.getMessage());
                }
                waited(reads, "read", begun);
            }
        }
    }

    private record Stale(long mark, long begun, long committed) {}

    /** Writes rows of its own, and knows what it committed. */
    private final class Writer {
        private final int number;
        private final Random random;
        private final Map<String, Map<Integer, Long>> ledger =
                Map.of("users", new HashMap<>(), "scenarios", new HashMap<>(), "comments", new HashMap<>());
        private final Map<Integer, Stale> stale = new HashMap<>();
        private final List<Integer> users = new ArrayList<>();
        private final List<Integer> made = new ArrayList<>();
        private final Map<Integer, List<Integer>> commentsOf = new HashMap<>();
        private Connection connection;
        private Pending pending;

        Writer(int number) {
            this.number = number;
            this.random = new Random(number);
        }

        void work() throws SQLException {
            connection = connect(LIVE, number % 2 == 0);
            while (!stop) {
                rest();
                boolean single = random.nextInt(4) == 0;
                long begun = System.nanoTime();
                // A transaction that is to be tried again is, as a whole: its writer has waited all the while.
                long seed = random.nextLong();
                while (!attempt(single, new Random(seed))) {}
                waited(writes, single ? "single write" : "transaction", begun);
            }
            connection.close();
        }

        private boolean attempt(boolean single, Random choice) throws SQLException {
            pending = new Pending(marks.incrementAndGet(), System.nanoTime());
            try {
                connection.setAutoCommit(single);
                if (single) {
                    single(choice);
                } else {
                    transaction(choice);
                    connection.commit();
                }
                pending.committed(this);
                commits.incrementAndGet();
                return true;
            } catch (SQLException e) {
                boolean again = !single && (e.getErrorCode() == 1213 || e.getErrorCode() == 1412);
                if (again) {
                    count(retried, Integer.toString(e.getErrorCode()));
                } else {
                    error((single ? "autocommit: " : "transaction: ") + e.getErrorCode() + " " + e.getMessage());
                }
                if (!single) {
                    connection.rollback();
                }
                return !again;
            }
        }

        /** An id of the seed that is this writer's; no stale scenario. */
        private int own(Random choice, String table) {
            int step = writers.size();
            while (true) {
                int id = 1 + number + step * choice.nextInt(seeded.get(table) / step);
                if (!table.equals("scenarios") || id % STALE != 0) {
                    return id;
                }
            }
        }

        private void single(Random choice) throws SQLException {
            String text = pending.text();
            switch (choice.nextInt(3)) {
                case 0 ->
                    update(
                            "scenarios",
                            own(choice, "scenarios"),
                            "title = ?, user_values = REPEAT(?, 3), mark = ?",
                            text,
                            text,
                            pending.mark);
                case 1 ->
                    update(
                            "users",
                            own(choice, "users"),
                            "name = ?, sign_in_count = sign_in_count + 1, mark = ?",
                            text,
                            pending.mark);
                default -> comment(own(choice, "users"));
            }
        }

        private void transaction(Random choice) throws SQLException {
            String text = pending.text();
            int user = !users.isEmpty() && choice.nextBoolean()
                    ? users.get(choice.nextInt(users.size()))
                    : own(choice, "users");
            update("users", user, "name = ?, mark = ?", text, pending.mark);
            update(
                    "scenarios",
                    own(choice, "scenarios"),
                    "title = ?, end_year = end_year + 1, mark = ?",
                    text,
                    pending.mark);
            comment(user);
            switch (choice.nextInt(10)) {
                case 0, 1 -> {
                    int id = insert(
                            "INSERT INTO scenarios (user_id, title, area_code, mark) VALUES (?, ?, 'nl', ?)",
                            user,
                            text,
                            pending.mark);
                    pending.put("scenarios", id, pending.mark);
                    pending.made.add(id);
                }
                case 2, 3 -> {
                    int id = insert(
                            "INSERT INTO users (email, name, mark) VALUES (?, ?, ?)",
                            text + "@example.org",
                            text,
                            pending.mark);
                    pending.put("users", id, pending.mark);
                    pending.users.add(id);
                    comment(id);
                }
                case 4 -> {
                    int id = own(choice, "scenarios");
                    execute("DELETE FROM scenarios WHERE id = ?", id);
                    pending.put("scenarios", id, GONE);
                }
                case 5 -> deleteUser(choice, user);
                case 6 -> {
                    int id = insert("INSERT INTO scenarios (title, mark) VALUES ('API', ?)", pending.mark);
                    pending.stale.add(id);
                }
                case 7 -> claim(choice, user);
                case 8 -> move(choice);
                default -> {}
            }
        }

        /** Foreign keys take its comments along. */
        private void deleteUser(Random choice, int but) throws SQLException {
            if (users.isEmpty()) {
                return;
            }
            int id = users.get(choice.nextInt(users.size()));
            if (id != but) {
                execute("DELETE FROM users WHERE id = ?", id);
                pending.put("users", id, GONE);
                pending.usersGone.add(id);
                commentsOf.getOrDefault(id, List.of()).forEach(comment -> pending.put("comments", comment, GONE));
            }
        }

        /** Makes a stale scenario somebody's, which the rule may have removed meanwhile. */
        private void claim(Random choice, int user) throws SQLException {
            if (stale.isEmpty()) {
                return;
            }
            List<Integer> ids = stale.keySet().stream().sorted().toList();
            int id = ids.get(choice.nextInt(ids.size()));
            int rows = execute(
                    "UPDATE scenarios SET user_id = ?, title = ?, mark = ? WHERE id = ?",
                    user,
                    pending.text(),
                    pending.mark,
                    id);
            if (rows > 0) {
                pending.put("scenarios", id, pending.mark);
            }
            pending.claimed.put(id, rows > 0);
        }

        /** Another primary key for a row. */
        private void move(Random choice) throws SQLException {
            if (made.isEmpty()) {
                return;
            }
            int id = made.get(choice.nextInt(made.size()));
            Long then = ledger.get("scenarios").get(id);
            if (then != null && then != GONE && id > 0) {
                execute(
                        "UPDATE scenarios SET id = ?, title = ?, mark = ? WHERE id = ?",
                        -id,
                        pending.text(),
                        pending.mark,
                        id);
                pending.put("scenarios", id, GONE);
                pending.put("scenarios", -id, pending.mark);
            }
        }

        private void comment(int user) throws SQLException {
            int id = insert(
                    "INSERT INTO comments (user_id, title, mark) VALUES (?, ?, ?)", user, pending.text(), pending.mark);
            pending.put("comments", id, pending.mark);
            pending.comments.put(id, user);
        }

        /** A row that the writer deleted before stays as it is. */
        private void update(String table, int id, String values, Object... parameters) throws SQLException {
            Object[] all = Arrays.copyOf(parameters, parameters.length + 1);
            all[parameters.length] = id;
            int rows = execute("UPDATE " + table + " SET " + values + " WHERE id = ?", all);
            boolean gone = ledger.get(table).getOrDefault(id, 0L) == GONE;
            if (rows != (gone ? 0 : 1)) {
                error("an update of " + table + " found " + rows + " rows");
            }
            if (rows > 0) {
                pending.put(table, id, pending.mark);
            }
        }

        private int execute(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                set(statement, values);
                return statement.executeUpdate();
            }
        }

        private int insert(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                set(statement, values);
                statement.executeUpdate();
                try (ResultSet keys = statement.getGeneratedKeys()) {
                    keys.next();
                    return keys.getInt(1);
                }
            }
        }

        private void set(PreparedStatement statement, Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    /** What a transaction did, for the ledger once it is committed. */
    private static final class Pending {
        private final long mark;
        private final long begun;
        private final Map<String, Map<Integer, Long>> rows =
                Map.of("users", new HashMap<>(), "scenarios", new HashMap<>(), "comments", new HashMap<>());
        private final List<Integer> users = new ArrayList<>();
        private final List<Integer> usersGone = new ArrayList<>();
        private final List<Integer> made = new ArrayList<>();
        private final List<Integer> stale = new ArrayList<>();
        private final Map<Integer, Boolean> claimed = new HashMap<>();
        private final Map<Integer, Integer> comments = new HashMap<>();

        Pending(long mark, long begun) {
            this.mark = mark;
            this.begun = begun;
        }

        String text() {
            return "é" + mark;
        }

        void put(String table, int id, long value) {
            rows.get(table).put(id, value);
        }

        void committed(Writer writer) {
            long now = System.nanoTime();
            rows.forEach((table, values) -> writer.ledger.get(table).putAll(values));
            writer.users.addAll(users);
            writer.users.removeAll(usersGone);
            writer.made.addAll(made);
            writer.made.removeIf(id -> writer.ledger.get("scenarios").getOrDefault(id, 0L) == GONE);
            stale.forEach(id -> writer.stale.put(id, new Stale(mark, begun, now)));
            claimed.forEach((id, there) -> {
                writer.stale.remove(id);
                writer.ledger.get("scenarios").putIfAbsent(id, GONE);
            });
            comments.forEach((id, user) -> writer.commentsOf
                    .computeIfAbsent(user, any -> new ArrayList<>())
                    .add(id));
        }
    }
}
