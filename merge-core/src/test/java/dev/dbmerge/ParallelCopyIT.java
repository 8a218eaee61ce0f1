package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.RefusedException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.plan.Step;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Copies that several sessions make at the same time, in ranges of the primary key. */
class ParallelCopyIT {
    private static final int ROWS = 7_000;
    private static final int ACCOUNTS = 3_000;
    private static final String CI = "CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";

    @TempDir
    private Path folder;

    /** Keys of every kind that ranges are made of, and some of which they are not; more rows than the first ranges hold. */
    private static final List<String> TABLES = List.of(
            "CREATE TABLE k_int (id INT PRIMARY KEY, v VARCHAR(40), KEY by_v (v))",
            "CREATE TABLE k_negative (id BIGINT PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE k_unsigned (id BIGINT UNSIGNED PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE k_decimal (id DECIMAL(20,4) PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE k_text (id VARCHAR(40) " + CI + " PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE k_latin1 (id CHAR(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE k_bytes (id VARBINARY(40) PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE k_pair (a INT, b VARCHAR(20) " + CI + ", c INT, v VARCHAR(40), PRIMARY KEY (a, b, c))",
            "CREATE TABLE k_time (id DATETIME(6) PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE k_half (a INT, b DATETIME, v VARCHAR(40), PRIMARY KEY (a, b))",
            "CREATE TABLE k_none (v VARCHAR(40))",
            "CREATE TABLE k_myisam (id INT PRIMARY KEY, v VARCHAR(40)) ENGINE = MyISAM",
            "CREATE TABLE `k``.odd \"name` (`order` INT PRIMARY KEY, `v` VARCHAR(40))");

    private static String row(String table, int i) {
        return switch (table) {
            case "k_int", "k_myisam", "`k``.odd \"name`" -> (i * 3) + ", 'v" + i % 97 + "'";
            case "k_negative" -> ((long) (i - ROWS / 2) * 1_000_000_007L) + ", 'v'";
            case "k_unsigned" -> "18446744073709551615 - " + i + ", 'v'";
            case "k_decimal" -> (i - 100) + "." + String.format("%04d", i % 10_000) + ", NULL";
            case "k_text" -> "'" + (i % 2 == 0 ? "Ä" : "b'").replace("'", "''") + i + "', 'x'";
            case "k_latin1" -> "'é" + i + "', 'x'";
            case "k_bytes" -> "UNHEX(CONCAT('00FF', HEX(" + i + "), '5C27')), 'x'";
            case "k_pair" -> (i % 3) + ", 'Ab" + i % 50 + "', " + i + ", 'x'";
            case "k_time" -> "'2020-01-01' + INTERVAL " + i + " SECOND, 'x'";
            case "k_half" -> (i / 1_500) + ", '2020-01-01' + INTERVAL " + i + " SECOND, 'x'";
            default -> "'v" + i % 5 + "'";
        };
    }

    private static String name(String create) {
        return create.substring("CREATE TABLE ".length(), create.indexOf(" ("));
    }

    private static void fill(Place place) throws SQLException {
        List<String> statements = new ArrayList<>(TABLES);
        for (String create : TABLES) {
            String table = name(create);
            for (int from = 0; from < ROWS; from += 1_000) {
                statements.add(IntStream.range(from, from + 1_000)
                        .mapToObj(i -> "(" + row(table, i) + ")")
                        .collect(Collectors.joining(", ", "INSERT INTO " + table + " VALUES ", "")));
            }
        }
        place.run(statements.toArray(String[]::new));
    }

    @ServerTest
    void everyWayAndEveryKeyGivesTheSameRows(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server).spec("overlay: { k_pair: {} }\n");
        fill(fixture.staging);
        fill(fixture.production);
        fixture.production.run("UPDATE k_pair SET v = CONCAT('p', c)");

        for (CopyMethod method : CopyMethod.values()) {
            boolean within = method == CopyMethod.SERVER;
            MergeReport report = MergeFixture.run(fixture.consistency(within ? "lock" : "snapshot")
                    .merger()
                    .threads(3)
                    .copyMethod(method));

            assertEquals(Outcome.VERIFIED, report.outcome());
            for (String create : TABLES) {
                String query = "SELECT * FROM " + name(create);
                Place source = create.contains("k_pair") ? fixture.production : fixture.staging;
                assertEquals(source.rows(query), fixture.target.rows(query), method + " " + query);
            }
            assertEquals(List.of(way(method)), ways(report));
        }
    }

    private static String way(CopyMethod method) {
        return switch (method) {
            case SERVER -> "within the server";
            case LOAD, AUTO -> "streamed, LOAD DATA";
            case INSERT -> "streamed, batched INSERT";
        };
    }

    private static List<String> ways(MergeReport report) {
        return report.steps().stream()
                .filter(step -> step.id().startsWith("copy:") || step.id().startsWith("overlay:"))
                .map(StepResult::detail)
                .distinct()
                .toList();
    }

    @ServerTest
    void aWayThatCannotBeTakenIsRefused(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);

        RefusedException refused = assertThrows(
                RefusedException.class, () -> MergeFixture.run(fixture.merger().copyMethod(CopyMethod.SERVER)));

        assertEquals(
                "Staging's rows cannot be copied by the way that is asked for, server: its consistency is snapshot, which other"
                        + " sessions do not see. Leave --copy-method out, or ask for another one. [E303]",
                refused.getMessage());
        assertEquals(Outcome.VERIFIED, fixture.run().outcome());
    }

    @ServerTest
    void allSessionsReadOneMomentWhileMoneyMoves(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server).spec("overlay: { p_one: {}, p_two: {} }\n");
        for (String table : List.of("s_one", "s_two", "p_one", "p_two")) {
            String create = "CREATE TABLE " + table
                    + " (id INT PRIMARY KEY, balance BIGINT NOT NULL, KEY by_balance (balance))";
            fixture.staging.run(create);
            fixture.production.run(create);
            Place owner = table.startsWith("s") ? fixture.staging : fixture.production;
            owner.run(IntStream.range(0, ACCOUNTS)
                    .mapToObj(i -> "(" + i + ", 100)")
                    .collect(Collectors.joining(", ", "INSERT INTO " + table + " VALUES ", "")));
        }
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Integer>> writers = List.of(
                move(fixture.staging, "s_one", "s_two", over),
                move(fixture.staging, "s_two", "s_one", over),
                move(fixture.production, "p_one", "p_two", over),
                move(fixture.production, "p_two", "p_one", over));
        List<String> notes;
        try {
            MergeReport report = MergeFixture.run(fixture.merger().threads(4));

            assertEquals(Outcome.VERIFIED, report.outcome());
            notes = report.notes();
        } finally {
            over.set(true);
        }

        assertTrue(writers.stream().allMatch(writer -> writer.join() > 0), "every writer wrote");
        String held = String.valueOf(2L * ACCOUNTS * 100);
        for (String side : List.of("s", "p")) {
            assertEquals(
                    List.of(held),
                    fixture.target.texts("SELECT (SELECT SUM(balance) FROM " + side
                            + "_one) + (SELECT SUM(balance) FROM " + side + "_two)"));
        }
        assertTrue(
                notes.stream()
                                .filter(note -> note.contains("opened while its writers waited"))
                                .count()
                        == 2,
                notes.toString());
    }

    /** Moves one coin after the other between two tables, each in a transaction of its own. */
    private static CompletableFuture<Integer> move(Place place, String from, String to, AtomicBoolean over) {
        return CompletableFuture.supplyAsync(() -> {
            Random random = new Random(from.hashCode());
            int moved = 0;
            try (Connection connection = place.server().root(place.schema());
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (!over.get()) {
                    int id = random.nextInt(ACCOUNTS);
                    try {
                        statement.execute("UPDATE " + from + " SET balance = balance - 1 WHERE id = " + id);
                        statement.execute(
                                "UPDATE " + to + " SET balance = balance + 1 WHERE id = " + (ACCOUNTS - 1 - id));
                        connection.commit();
                        moved++;
                    } catch (SQLException e) {
                        // A deadlock with the other writer: nothing was moved.
                        connection.rollback();
                    }
                }
                return moved;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ServerTest
    void aSourceThatChangesItsStructureMeanwhileStopsTheRun(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);

        for (String step : List.of("copy:areas", "overlay:users")) {
            Place source = step.startsWith("copy") ? fixture.staging : fixture.production;
            RefusedException refused =
                    assertThrows(RefusedException.class, () -> MergeFixture.run(fixture.merger(), at(step, source)));

            assertEquals(
                    "The structure of " + source.schema()
                            + " changed since the plan was made: table late is new. Plan again, look at the findings, and run"
                            + " the new plan. [E402]",
                    refused.getMessage());
            source.run("DROP TABLE late");
        }
        assertEquals(Outcome.VERIFIED, fixture.run().outcome());
    }

    /** Adds a table to a source when a step begins. */
    private static MergeListener at(String id, Place source) {
        return new MergeListener() {
            @Override
            public void started(Step step) {
                if (step.id().equals(id)) {
                    try {
                        source.run("CREATE TABLE late (id INT PRIMARY KEY)");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        };
    }

    @ServerTest
    void theCopyPausesWhileTheLoadIsHigh(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        long idle = Long.parseLong(fixture.production
                .texts("SHOW GLOBAL STATUS LIKE 'Threads_running'")
                .get(0)
                .split("\\|")[1]);
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> run(fixture.production, "DO SLEEP(300)"));
        awaitStatement(fixture.production, "DO SLEEP(300)");
        CompletableFuture<Void> relief = CompletableFuture.runAsync(() -> {
            awaitStatement(fixture.staging, "SELECT SLEEP(0.5)");
            run(fixture.staging, "KILL QUERY " + awaitStatement(fixture.staging, "DO SLEEP(300)"));
        });

        MergeReport report = MergeFixture.run(fixture.merger().threads(1).maxLoad(Map.of("Threads_running", idle)));
        relief.join();
        load.join();

        assertEquals(Outcome.VERIFIED, report.outcome());
        assertTrue(
                notes(report, "paused")
                        .get(0)
                        .matches("The copy of staging paused for [0-9.]+ s, as --max-load asks\\."),
                report.notes().toString());
        assertEquals(
                List.of(),
                notes(MergeFixture.run(fixture.merger().maxLoad(Map.of("Threads_connected", 100_000L))), "paused"));
    }

    private static void run(Place place, String statement) {
        try {
            place.run(statement);
        } catch (SQLException e) {
            // A statement that is killed says so.
            assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
        }
    }

    /** Waits until a statement is seen on its server, and gives its connection. */
    private static String awaitStatement(Place place, String statement) {
        try {
            while (true) {
                List<String> ids = place.texts(
                        "SELECT ID, SLEEP(0.05) FROM information_schema.PROCESSLIST WHERE INFO = '" + statement + "'");
                if (!ids.isEmpty()) {
                    return ids.get(0).split("\\|")[0];
                }
                place.run("DO SLEEP(0.05)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> notes(MergeReport report, String word) {
        return report.notes().stream().filter(note -> note.contains(word)).toList();
    }

    @ServerTest
    void anAccountThatMayNotHoldTheSourceStillReadsByOneSession(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server).account("its_plain");
        server.run(
                "CREATE USER its_plain@'%' IDENTIFIED BY 'its_plain'",
                "GRANT " + (server.product().startsWith("MariaDB 11") ? "SHOW CREATE ROUTINE" : "SELECT")
                        + " ON *.* TO its_plain@'%'",
                "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `" + fixture.staging.schema() + "`.* TO its_plain@'%'",
                "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `" + fixture.production.schema() + "`.* TO its_plain@'%'",
                "GRANT ALL PRIVILEGES ON `" + fixture.target.schema() + "`.* TO its_plain@'%'");
        try {
            MergeReport report = MergeFixture.run(fixture.spec("overlay: { users: {} }\ndiscard: [hidden routines]\n")
                    .merger()
                    .threads(3));

            assertEquals(Outcome.VERIFIED, report.outcome());
            assertTrue(
                    report.notes().stream()
                            .anyMatch(
                                    note -> note.contains(
                                            "by one session alone, since the account may neither flush tables (RELOAD) nor lock them")),
                    report.notes().toString());
        } finally {
            server.run("DROP USER its_plain@'%'");
        }
    }
}
