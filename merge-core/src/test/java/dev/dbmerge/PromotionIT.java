package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.event.Moment;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.PromotionPreview;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.RecoveryReport;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;

/** What a promotion makes of tables, stored code, counters and late writes, and when it refuses. */
class PromotionIT {
    static final String CODED =
            "overlay:\n  users:\n  orders:\ntables:\n  settings: { keep-production: [value] }\ndiscard: [legacy]\n";

    /** Makes sources with stored code of every kind and a table that production alone has. */
    static MergeFixture coded(Path folder, TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        List<String> tables = List.of(
                "CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20))",
                "CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, user_id INT, note VARCHAR(40),"
                        + " CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE)",
                "CREATE TABLE settings (id INT PRIMARY KEY, value VARCHAR(20), other INT)");
        fixture.staging.run(tables.toArray(String[]::new));
        fixture.staging.run(
                "INSERT INTO settings VALUES (1, 'ours', 1), (2, 'ours', 2)",
                "ALTER TABLE orders ADD COLUMN region VARCHAR(10) NOT NULL DEFAULT 'nl'",
                "CREATE VIEW named AS SELECT id, name, 'new' AS version FROM users",
                "CREATE PROCEDURE tidy() SELECT 'new'",
                "CREATE EVENT sweep ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO SELECT 'new'");
        fixture.production.run(tables.toArray(String[]::new));
        fixture.production.run(
                "INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid'), (4, 'Dan')",
                "INSERT INTO orders VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c')",
                "INSERT INTO settings VALUES (1, 'theirs', 0), (2, 'theirs', 0)",
                "CREATE TABLE legacy (id INT PRIMARY KEY)",
                "INSERT INTO legacy VALUES (7)",
                "CREATE VIEW named AS SELECT id, name FROM users",
                "CREATE PROCEDURE tidy() SELECT 'old'",
                "CREATE EVENT sweep ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO SELECT 'old'");
        return fixture.spec(CODED);
    }

    @ServerTest
    void everythingOfTheTargetComesAndLateWritesAreInIt(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = coded(folder, server);
        fixture.run();
        Place live = fixture.production;
        live.run(
                "UPDATE users SET name = 'Anna' WHERE id = 1",
                "DELETE FROM users WHERE id = 2",
                "UPDATE users SET id = 30 WHERE id = 4",
                "INSERT INTO users VALUES (31, 'Eve')",
                "INSERT INTO orders VALUES (10, 1, 'late')",
                "INSERT INTO users VALUES (500, 'gone')",
                "DELETE FROM users WHERE id = 500",
                "UPDATE settings SET value = 'late' WHERE id = 2");

        PromotionReport report = promote(fixture);

        server.adopt(report.previous());
        Place previous = new Place(server, report.previous());
        assertEquals(List.of(), report.troubles());
        assertEquals(
                List.of("1 Anna", "3 Cid", "30 Dan", "31 Eve"), texts(live, "SELECT CONCAT(id, ' ', name) FROM users"));
        assertEquals(
                List.of("1 1 a nl", "10 1 late nl", "3 3 c nl"),
                texts(live, "SELECT CONCAT_WS(' ', id, user_id, note, region) FROM orders"));
        assertEquals(
                List.of("1 theirs 1", "2 late 2"),
                texts(live, "SELECT CONCAT_WS(' ', id, value, other) FROM settings"));
        assertEquals(List.of("new"), texts(live, "SELECT DISTINCT version FROM named"));
        assertEquals(List.of("new"), texts(live, "CALL tidy()"));
        assertEquals(
                List.of("ENABLED"),
                texts(live, "SELECT STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()"));
        assertEquals(List.of("7"), texts(previous, "SELECT id FROM legacy"));
        assertEquals(List.of("orders", "settings", "users"), live.tables());
        live.run("INSERT INTO users (name) VALUES ('Fay')");
        assertEquals(List.of("501"), texts(live, "SELECT id FROM users WHERE name = 'Fay'"));
        assertThrows(SQLException.class, () -> live.run("INSERT INTO orders (user_id) VALUES (77)"));
        live.run("DELETE FROM users WHERE id = 1");
        assertEquals(List.of("3"), texts(live, "SELECT id FROM orders"));
    }

    @ServerTest
    void rowsThatGoAlongJustBeforeTheProofAreAccountedFor(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = coded(folder, server);
        fixture.run();
        Place live = fixture.production;

        PromotionReport report;
        try (Merger merger = fixture.merger().open()) {
            report = merger.promote(at("proving", () -> run(live, "DELETE FROM users WHERE id = 2")));
        }

        server.adopt(report.previous());
        assertEquals(List.of(), report.troubles());
        assertEquals(List.of("1", "3"), texts(live, "SELECT id FROM orders"));
        assertEquals(List.of("1", "3"), texts(live, "SELECT id FROM users WHERE id < 4"));
    }

    @ServerTest
    void theLastWriteBeforeTheProofIsInTheNewTables(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = coded(folder, server);
        fixture.run();
        Place live = fixture.production;

        PromotionReport report;
        try (Merger merger = fixture.merger().open()) {
            report = merger.promote(at("proving", () -> run(live, "INSERT INTO users VALUES (40, 'Ida')")));
        }

        server.adopt(report.previous());
        assertEquals(List.of(), report.troubles());
        assertEquals(List.of("Ida"), texts(live, "SELECT name FROM users WHERE id = 40"));
    }

    @ServerTest
    void aReferenceThatIsCaughtUpByHalvesIsLookedAtAgain(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = coded(folder, server);
        fixture.run();
        Place live = fixture.production;
        live.run("UPDATE users SET name = 'Anna' WHERE id = 1");

        PromotionReport report;
        try (Merger merger = fixture.merger().open()) {
            // As a row is that was copied after its parent was written, and before that is caught up.
            report = merger.promote(at("caught up with 1 row of users", () -> {
                run(fixture.target, "SET foreign_key_checks = 0", "UPDATE orders SET user_id = 5 WHERE id = 3");
                run(live, "INSERT INTO users VALUES (5, 'Eve')", "UPDATE orders SET user_id = 5 WHERE id = 3");
            }));
        }

        server.adopt(report.previous());
        assertEquals(List.of(), report.troubles());
        assertEquals(List.of("1 1", "2 2", "3 5"), texts(live, "SELECT CONCAT(id, ' ', user_id) FROM orders"));
    }

    @ServerTest
    void aKeptColumnThatIsWrittenLastIsCaughtUpUnderTheLock(TestServer server, @TempDir Path folder)
            throws SQLException {
        MergeFixture fixture = coded(folder, server);
        fixture.run();
        Place live = fixture.production;

        PromotionReport report;
        try (Merger merger = fixture.merger()
                .hook(context -> {
                    if (context.moment() == Moment.BEFORE_SWAP) {
                        run(live, "INSERT INTO users VALUES (40, 'Ida')");
                    }
                })
                .open()) {
            report = merger.promote(at(
                    "caught up with 1 row of users",
                    () -> run(live, "UPDATE settings SET value = 'last' WHERE id = 2")));
        }

        server.adopt(report.previous());
        assertEquals(List.of(), report.troubles());
        assertEquals(List.of("1 theirs", "2 last"), texts(live, "SELECT CONCAT(id, ' ', value) FROM settings"));
    }

    /** Does something once, when a promotion says so. */
    static MergeListener at(String begin, Runnable work) {
        AtomicBoolean done = new AtomicBoolean();
        return new MergeListener() {
            @Override
            public void noted(String note) {
                if (note.startsWith(begin) && !done.getAndSet(true)) {
                    work.run();
                }
            }
        };
    }

    private static void run(Place place, String... statements) {
        try {
            place.run(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ServerTest
    void whatIsPromotedIsLookedAtFirst(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = coded(folder, server);
        fixture.run();

        PromotionPreview preview = preview(fixture);

        assertEquals("lossy (column orders.region; column settings.other)", preview.reversible());
        assertEquals(List.of("table legacy"), preview.missed());
        assertTrue(preview.caughtUp().contains("users: rows that are written are laid over again by their keys"));

        fixture.production.run("ALTER TABLE orders ADD COLUMN more INT");

        RefusedException changed = assertThrows(RefusedException.class, () -> promote(fixture));
        assertEquals(
                "The structure of production's " + fixture.production.schema()
                        + " changed since the run. Plan and run again, then promote. [E402]",
                changed.getMessage());
        fixture.production.run("ALTER TABLE orders DROP COLUMN more");
        fixture.target.run("UPDATE settings SET other = 3 WHERE id = 1", "DELETE FROM settings WHERE id = 1");
        RefusedException written = assertThrows(RefusedException.class, () -> promote(fixture));
        assertEquals(ErrorCode.NOT_PROMOTABLE, written.code());
    }

    @ServerTest
    void aHookThatSaysNoLeavesAllAsItWas(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = coded(folder, server);
        fixture.run();
        List<Moment> asked = new ArrayList<>();
        fixture.production.run("UPDATE users SET name = 'Anna' WHERE id = 1");
        List<String> before = state(fixture.production);

        try (Merger merger = fixture.merger()
                .hook(context -> {
                    asked.add(context.moment());
                    if (context.moment() == Moment.BEFORE_SWAP) {
                        throw new RefusedException(ErrorCode.HOOK, "The hook said no.", "Ask it why.");
                    }
                })
                .open()) {
            assertThrows(RefusedException.class, merger::promote);
        }

        assertEquals(List.of(Moment.BEFORE_PROMOTE, Moment.BEFORE_SWAP, Moment.ON_FAILURE), asked);
        assertEquals(before, state(fixture.production));
        assertEquals(
                List.of("ENABLED"),
                texts(
                        fixture.production,
                        "SELECT STATUS FROM information_schema.EVENTS" + " WHERE EVENT_SCHEMA = DATABASE()"));
        fixture.production.run("UPDATE users SET name = 'Anne' WHERE id = 2");
        assertEquals(Outcome.VERIFIED, fixture.run().outcome());
        PromotionReport report = promote(fixture);
        server.adopt(report.previous());
        assertEquals(List.of(), report.troubles());
        assertEquals(List.of("Anna"), texts(fixture.production, "SELECT name FROM users WHERE id = 1"));
    }

    @ServerTest
    void aTransactionThatStaysOpenIsNamedAndHoldsNobodyUp(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = coded(folder, server);
        fixture.spec("overlay:\n  users:\n  orders:\ntables:\n  settings: { keep-production: [value] }\n"
                + "discard: [legacy]\npromote: { lock-wait: 1s, attempts: 2 }\n");
        fixture.run();
        try (Connection idle = server.root(fixture.production.schema());
                Statement statement = idle.createStatement()) {
            idle.setAutoCommit(false);
            statement.execute("UPDATE users SET name = 'idle' WHERE id = 1");

            MergeException failure = assertThrows(MergeException.class, () -> promote(fixture));

            assertEquals(ErrorCode.LOCK_WAIT, failure.code());
            assertTrue(failure.getMessage().contains("open for long: connection "), failure.getMessage());
            fixture.production.run("UPDATE users SET name = 'free' WHERE id = 2");
            idle.commit();
        }
        PromotionReport report = promote(fixture);
        server.adopt(report.previous());
        assertEquals(List.of("idle"), texts(fixture.production, "SELECT name FROM users WHERE id = 1"));
    }

    @ServerTest
    void aTableThatCannotBeCaughtUpIsPromotedOnlyWhereNobodyWrote(TestServer server, @TempDir Path folder)
            throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        for (Place place : List.of(fixture.staging, fixture.production)) {
            place.run(
                    "CREATE TABLE notes (id INT PRIMARY KEY, text VARCHAR(40))",
                    "CREATE TABLE moved (id INT PRIMARY KEY, v VARCHAR(40))",
                    "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40))");
        }
        fixture.staging.run("INSERT INTO notes VALUES (1000, 'ours')");
        fixture.production.run(
                "INSERT INTO notes VALUES (1, 'theirs')",
                "INSERT INTO moved VALUES (1, 'old')",
                "INSERT INTO users VALUES (1, 'Ann')");
        fixture.spec("overlay:\n  notes: { keep-staging: \"id >= 1000\" }\n  moved:\n  users:\nfixes: fixes/\n")
                .file("fixes/V1__moved.sql", "UPDATE moved SET v = 'fixed';\n");
        fixture.run();
        fixture.production.run(
                "UPDATE users SET name = 'Anna' WHERE id = 1", "UPDATE moved SET v = 'late' WHERE id = 1");

        RefusedException late = assertThrows(RefusedException.class, () -> promote(fixture));

        assertEquals(
                "Production wrote rows since the run that cannot be caught up in moved: a migration under fixes speaks of it."
                        + " Stop the writers, build the target again, then promote it. [E445]",
                late.getMessage());
        fixture.run();
        fixture.production.run("UPDATE users SET name = 'Annie' WHERE id = 1");
        PromotionReport report = promote(fixture);
        server.adopt(report.previous());
        assertEquals(List.of(), report.troubles());
        assertEquals(
                List.of("1 theirs", "1000 ours"), texts(fixture.production, "SELECT CONCAT(id, ' ', text) FROM notes"));
        assertEquals(List.of("fixed"), texts(fixture.production, "SELECT v FROM moved"));
        assertEquals(List.of("Annie"), texts(fixture.production, "SELECT name FROM users"));
    }

    @ServerTest
    void triggersComeWithTheirTablesOrAreRefusedByName(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        for (Place place : List.of(fixture.staging, fixture.production)) {
            place.run(
                    "CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20))",
                    "INSERT INTO users VALUES (1, 'Ann')",
                    "CREATE TRIGGER marks BEFORE INSERT ON users FOR EACH ROW SET NEW.name = CONCAT('"
                            + (place == fixture.staging ? "new" : "old") + " ', NEW.name)");
        }
        fixture.spec("overlay:\n  users:\n");
        fixture.run();
        fixture.production.run("INSERT INTO users (name) VALUES ('Bob')");

        if (server.isMariaDb() || server.product().startsWith("MySQL 5.7")) {
            RefusedException refused = assertThrows(RefusedException.class, () -> promote(fixture));
            assertTrue(
                    refused.getMessage().contains("renames no table that has triggers into another database"),
                    refused.getMessage());
            return;
        }
        PromotionReport report = promote(fixture);
        server.adopt(report.previous());
        assertEquals(List.of(), report.troubles());
        fixture.production.run("INSERT INTO users (name) VALUES ('Cid')");
        assertEquals(List.of("Ann", "new Cid", "old Bob"), texts(fixture.production, "SELECT name FROM users"));
        new Place(server, report.previous()).run("INSERT INTO users (name) VALUES ('Dan')");
        assertEquals(
                List.of("old Dan"),
                texts(new Place(server, report.previous()), "SELECT name FROM users WHERE name LIKE '%Dan'"));
    }

    @ServerTest
    void nothingIsRecoveredWhereNothingStopped(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = coded(folder, server);
        fixture.run();

        try (Merger merger = fixture.merger().open()) {
            assertEquals(RecoveryReport.End.NOTHING, merger.recover().end());
        }
    }

    private static PromotionReport promote(MergeFixture fixture) {
        try (Merger merger = fixture.merger().open()) {
            return merger.promote();
        }
    }

    private static PromotionPreview preview(MergeFixture fixture) {
        try (Merger merger = fixture.merger().open()) {
            return merger.previewPromotion();
        }
    }

    static List<String> state(Place place) throws SQLException {
        List<String> state = new ArrayList<>();
        for (String table : place.tables()) {
            state.addAll(place.texts("SHOW CREATE TABLE `" + table + "`"));
            state.addAll(place.rows("SELECT * FROM `" + table + "`"));
        }
        return state;
    }

    private static List<String> texts(Place place, String query) throws SQLException {
        return place.texts(query).stream().sorted().toList();
    }
}
