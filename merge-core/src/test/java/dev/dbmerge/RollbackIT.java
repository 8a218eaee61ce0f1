package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.event.HookVariable;
import dev.dbmerge.event.Moment;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.RollbackPreview;
import dev.dbmerge.report.RollbackReport;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What a rollback carries back, what it leaves and where, and when it refuses. */
class RollbackIT {
    private static final String USERS = "CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20))";

    /** Makes sources of which everything that is written can be carried back. */
    private static MergeFixture same(Path folder, TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        for (Place place : List.of(fixture.staging, fixture.production)) {
            place.run(
                    USERS,
                    "CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, user_id INT, note VARCHAR(40),"
                            + " CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE)",
                    "CREATE TABLE likes (user_id INT, thing VARCHAR(20))",
                    "CREATE TABLE areas (id INT PRIMARY KEY, code VARCHAR(20))",
                    "CREATE VIEW shared AS SELECT id FROM users");
        }
        fixture.staging.run("INSERT INTO areas VALUES (1, 'new'), (2, 'more')");
        fixture.production.run(
                "INSERT INTO areas VALUES (1, 'old')",
                "INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid'), (4, 'API')",
                "INSERT INTO orders VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c')",
                "INSERT INTO likes VALUES (1, 'x'), (1, 'x'), (2, 'y')");
        return fixture.spec("overlay:\n  users:\n  orders:\n  likes:\n");
    }

    @ServerTest
    void whatWasWrittenSinceIsCarriedBackAndTheRollbackCanBeTakenBack(TestServer server, @TempDir Path folder)
            throws SQLException {
        MergeFixture fixture = same(folder, server);
        Place live = promoted(fixture);
        assertEquals(List.of("1|new", "2|more"), live.texts("SELECT * FROM areas ORDER BY id"));
        live.run(
                "UPDATE users SET name = 'Anna' WHERE id = 1",
                "DELETE FROM users WHERE id = 2",
                "UPDATE users SET id = 30 WHERE id = 4",
                "INSERT INTO users VALUES (31, 'Eve')",
                "INSERT INTO orders VALUES (10, 1, 'late')",
                "DELETE FROM likes WHERE thing = 'y'",
                "INSERT INTO likes VALUES (31, 'z')");
        List<String> users = live.table("users");
        List<String> orders = live.table("orders");
        List<String> likes = live.table("likes");
        List<HookVariable> told = new ArrayList<>();

        RollbackPreview preview = preview(fixture);
        RollbackReport report;
        try (Merger merger = fixture.merger()
                .hook(context -> {
                    if (context.moment() == Moment.AFTER_SWAP) {
                        told.addAll(context.variables().keySet());
                    }
                })
                .open()) {
            report = merger.rollback();
        }

        server.adopt(report.previous());
        assertEquals("yes", preview.reversible());
        assertEquals(List.of(), report.troubles());
        assertEquals(List.of(), report.losses());
        assertFalse(report.file().isPresent());
        assertTrue(told.contains(HookVariable.ROLLBACK));
        assertEquals(users, live.table("users"));
        assertEquals(orders, live.table("orders"));
        assertEquals(likes, live.table("likes"));
        assertEquals(List.of("1|old"), live.texts("SELECT * FROM areas"));
        assertEquals(List.of("1", "3", "30", "31"), live.texts("SELECT id FROM shared ORDER BY id"));
        assertFalse(live.texts("SHOW DATABASES").contains(report.kept()));
        live.run("INSERT INTO users (name) VALUES ('Fay')");
        assertEquals(List.of("32"), live.texts("SELECT id FROM users WHERE name = 'Fay'"));

        RollbackReport forward = rollback(fixture);

        server.adopt(forward.previous());
        assertEquals(List.of(), forward.troubles());
        assertEquals(List.of("1|new", "2|more"), live.texts("SELECT * FROM areas ORDER BY id"));
        assertEquals(List.of("Fay"), live.texts("SELECT name FROM users WHERE id = 32"));
        assertEquals(likes, live.table("likes"));
        assertEquals(5, live.texts("SELECT id FROM shared").size());
    }

    @ServerTest
    void aLossIsAnnouncedRefusedAndWrittenToAFile(TestServer server, @TempDir Path folder)
            throws SQLException, IOException {
        MergeFixture fixture = PromotionIT.coded(folder, server);
        Place live = promoted(fixture);
        live.run(
                "UPDATE users SET name = 'Anna' WHERE id = 1",
                "INSERT INTO orders VALUES (10, 1, 'né', 'be')",
                "DELETE FROM orders WHERE id = 2",
                "UPDATE settings SET value = 'late', other = 9 WHERE id = 2");
        List<String> before = PromotionIT.state(live);

        RollbackPreview preview = preview(fixture);
        RefusedException refused = assertThrows(RefusedException.class, () -> rollback(fixture));

        assertEquals("lossy (column orders.region: 2 rows; column settings.other: 1 row)", preview.reversible());
        assertEquals(
                "The rollback is lossy: what was written since the swap in column orders.region: 2 rows;"
                        + " column settings.other: 1 row has no place in the tables that come back."
                        + " Look at it with --check; with --accept-loss it is written to a file, row by row. [E447]",
                refused.getMessage());
        assertEquals(before, PromotionIT.state(live));
        assertEquals(List.of(), files(folder));

        RollbackReport report = accepting(fixture);

        server.adopt(report.previous());
        assertEquals(List.of(), report.troubles());
        assertEquals(List.of("1|Anna", "2|Bob", "3|Cid", "4|Dan"), live.texts("SELECT * FROM users ORDER BY id"));
        assertEquals(List.of("1|1|a", "3|3|c", "10|1|né"), live.texts("SELECT * FROM orders ORDER BY id"));
        assertEquals(List.of("1|theirs|0", "2|late|0"), live.texts("SELECT * FROM settings ORDER BY id"));
        assertEquals(List.of("7"), live.texts("SELECT id FROM legacy"));
        assertEquals(List.of("old"), live.texts("CALL tidy()"));
        assertEquals(
                List.of("ENABLED"),
                live.texts("SELECT STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()"));
        List<String> lines = Files.readAllLines(report.file().orElseThrow());
        assertEquals(3, lines.size());
        assertEquals(2, report.left());
        assertEquals(
                "{\"table\":\"orders\",\"happened\":\"inserted\",\"key\":{\"id\":\"10\"},\"values\":{\"id\":\"10\","
                        + "\"user_id\":\"1\",\"note\":\"né\",\"region\":\"be\"},\"lost\":[\"region\"],\"why\":\"\",",
                lines.get(1).replaceFirst("\"sql\".*", ""));
        assertTrue(lines.get(1).endsWith("\"sql\":\"\"}"), lines.get(1));
        assertTrue(lines.get(2).contains("\"happened\":\"updated\",\"key\":{\"id\":\"2\"}"), lines.get(2));
        assertTrue(lines.get(2).endsWith("\"UPDATE `settings` SET `other` = 9 WHERE `id` = 2\"}"), lines.get(2));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(report.file().get())));
    }

    @ServerTest
    void whatMappingsAndRulesChangedKeepsItsFormerValues(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        fixture.staging.run(
                "CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20), email VARCHAR(40),"
                        + " seen DATETIME, mood VARCHAR(20))");
        fixture.production.run(
                "CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20), email VARCHAR(40),"
                        + " seen DATETIME, password VARBINARY(20) NOT NULL, mood VARCHAR(20), at TIMESTAMP NOT NULL DEFAULT"
                        + " '2001-01-01 00:00:00' ON UPDATE CURRENT_TIMESTAMP)",
                "INSERT INTO users VALUES (1, 'Ann', 'A@X', '2020-01-01', x'01ff', 'ok', '2002-02-02 00:00:00'),"
                        + " (2, 'Bob', 'B@X', NULL, x'02', 'bad', '2002-02-02 00:00:00'),"
                        + " (3, 'API', NULL, NULL, x'03', NULL, '2002-02-02 00:00:00')");
        fixture.spec("overlay:\n  users: { columns: { email: \"LOWER(email)\" }, drop: [password, at] }\n"
                        + "cleanup: cleanup/*.sql\n")
                .file("cleanup/010-api.sql", "DELETE FROM users WHERE name = 'API'")
                .file("cleanup/020-moods.sql", "UPDATE users SET mood = 'fine' WHERE mood = 'bad'");
        Place live = promoted(fixture);
        assertEquals(
                List.of("1|Ann|a@x|ok", "2|Bob|b@x|fine"),
                live.texts("SELECT id, name, email, mood FROM users ORDER BY id"));
        live.run(
                "UPDATE users SET name = 'Anna', seen = '2021-01-01' WHERE id = 1",
                "UPDATE users SET name = 'Bobby', mood = 'glad' WHERE id = 2",
                "INSERT INTO users VALUES (7, 'Eve', 'e@x', NULL, 'new')",
                "UPDATE users SET email = 'eve@x' WHERE id = 7");

        RollbackPreview preview = preview(fixture);
        RollbackReport report;
        try (Merger merger = fixture.merger()
                .acceptLoss()
                .hook(context -> {
                    if (context.moment() == Moment.BEFORE_SWAP) {
                        run(live, "UPDATE users SET name = 'Ed' WHERE id = 7");
                    }
                })
                .open()) {
            // The last note before the lock: what is written now is carried under it.
            report = merger.rollback(PromotionIT.at(
                    "caught up with 1 row of users",
                    () -> run(live, "UPDATE users SET name = 'Annie', mood = 'well' WHERE id = 1")));
        }

        server.adopt(report.previous());
        assertEquals("lossy (columns users.email, users.mood: 3 rows)", preview.reversible());
        assertEquals(List.of(), report.troubles());
        assertEquals(
                List.of(
                        "1|Annie|A@X|2021-01-01 00:00:00|01FF|ok|2002-02-02 00:00:00",
                        "2|Bobby|B@X|null|02|bad|2002-02-02 00:00:00",
                        "3|API|null|null|03|null|2002-02-02 00:00:00",
                        "7|Ed|eve@x|null||new|2001-01-01 00:00:00"),
                live.texts("SELECT id, name, email, seen, HEX(password), mood, at FROM users ORDER BY id"));
    }

    @ServerTest
    void whatStagingBroughtIsLeftInTheFile(TestServer server, @TempDir Path folder) throws SQLException, IOException {
        MergeFixture fixture = same(folder, server);
        fixture.staging.run("CREATE TABLE fresh (id INT PRIMARY KEY, data VARBINARY(10))");
        Place live = promoted(fixture);
        live.run(
                "UPDATE areas SET code = 'mine' WHERE id = 1",
                "DELETE FROM areas WHERE id = 2",
                "INSERT INTO fresh VALUES (5, x'00ff27')");

        RollbackReport report = accepting(fixture);

        server.adopt(report.previous());
        List<String> lines = Files.readAllLines(report.file().orElseThrow());
        assertEquals(List.of("1|old"), live.texts("SELECT * FROM areas"));
        assertEquals(List.of("5"), new Place(server, report.previous()).texts("SELECT id FROM fresh"));
        assertEquals(4, lines.size());
        assertTrue(
                lines.get(1)
                        .endsWith(
                                "\"lost\":[],\"why\":\"its rows are staging's\",\"sql\":\"UPDATE `areas` SET `code` = "
                                        + "_"
                                        + live.texts("SELECT @@character_set_database")
                                                .get(0)
                                        + " x'6d696e65' WHERE `id` = 1\"}"),
                lines.get(1));
        assertTrue(lines.get(2).endsWith("\"sql\":\"DELETE FROM `areas` WHERE `id` = 2\"}"), lines.get(2));
        assertTrue(
                lines.get(3)
                        .endsWith(
                                "\"values\":{\"id\":\"5\",\"data\":\"0x00ff27\"},\"lost\":[],\"why\":\"it is not among the"
                                        + " tables that come back\",\"sql\":\"INSERT INTO `fresh` (`id`, `data`) VALUES (5, x'00ff27')\"}"),
                lines.get(3));
    }

    @ServerTest
    void itIsFoundAfterTheTargetWasBuiltAgain(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = same(folder, server);
        Place live = promoted(fixture);
        fixture.run();
        live.run("INSERT INTO users VALUES (31, 'Eve')");

        RollbackReport report = rollback(fixture);

        server.adopt(report.previous());
        assertEquals(List.of(), report.troubles());
        assertEquals(List.of("Eve"), live.texts("SELECT name FROM users WHERE id = 31"));
    }

    @ServerTest
    void aWriteThatComesMeanwhileIsCarriedOrStopsIt(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = same(folder, server);
        Place live = promoted(fixture);

        RefusedException refused;
        try (Merger merger = fixture.merger()
                .hook(context -> {
                    if (context.moment() == Moment.BEFORE_SWAP) {
                        run(
                                live,
                                "UPDATE areas SET code = 'mine' WHERE id = 1",
                                "INSERT INTO users VALUES (40, 'Ida')");
                    }
                })
                .open()) {
            refused = assertThrows(RefusedException.class, merger::rollback);
        }

        assertEquals(ErrorCode.ROLLBACK_LOSS, refused.code());
        assertEquals(List.of("1|mine", "2|more"), live.texts("SELECT * FROM areas ORDER BY id"));
        RollbackReport report = accepting(fixture);
        server.adopt(report.previous());
        assertEquals(List.of(), report.troubles());
        assertEquals(List.of("Ida"), live.texts("SELECT name FROM users WHERE id = 40"));
        assertEquals(1, report.left());
    }

    @ServerTest
    void itRefusesWhatItCannotTakeBack(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = same(folder, server);
        fixture.run();
        MergeException never = assertThrows(MergeException.class, () -> rollback(fixture));
        assertTrue(
                never.getMessage()
                        .endsWith(
                                " says that it keeps the former tables of " + fixture.production.schema()
                                        + ": it was not promoted, or that was dropped. Where a backup was made, restore that. [E446]"),
                never.getMessage());
        PromotionReport promotion;
        try (Merger merger = fixture.merger().open()) {
            promotion = merger.promote();
        }
        server.adopt(promotion.previous());
        Place previous = new Place(server, promotion.previous());
        previous.run("ALTER TABLE users ADD COLUMN more INT");

        MergeException altered = assertThrows(MergeException.class, () -> rollback(fixture));

        assertEquals(
                promotion.previous() + ", which keeps the former tables of " + fixture.production.schema()
                        + ", is not what the swap left: users was altered. Take that back, then roll back again. [E446]",
                altered.getMessage());
    }

    @ServerTest
    void whereTheLogDoesNotReachBackNothingIsCarried(TestServer server, @TempDir Path folder) throws SQLException {
        MergeFixture fixture = same(folder, server);
        Place live = promoted(fixture);
        live.run("UPDATE users SET name = 'Anna' WHERE id = 1");
        String kept = live.texts("SHOW DATABASES").stream()
                .filter(name -> name.startsWith(live.schema() + "_old_"))
                .findFirst()
                .orElseThrow();
        Place previous = new Place(server, kept);
        previous.run(
                "UPDATE _dbmerge_kept SET position = REPLACE(position, SUBSTRING_INDEX(SUBSTRING_INDEX(position, ':', 1),"
                        + " '.', -1), '000000')");

        RefusedException refused = assertThrows(RefusedException.class, () -> rollback(fixture));
        RollbackReport report = accepting(fixture);

        server.adopt(report.previous());
        assertEquals(ErrorCode.CAPTURE, refused.code());
        assertTrue(refused.getMessage().contains(" is not known: "), refused.getMessage());
        assertEquals(List.of("Ann"), live.texts("SELECT name FROM users WHERE id = 1"));
        assertEquals(
                List.of("Anna"), new Place(server, report.previous()).texts("SELECT name FROM users WHERE id = 1"));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("_old_"))
                    .toList();
        }
    }

    private static void run(Place place, String... statements) {
        try {
            place.run(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Place promoted(MergeFixture fixture) {
        fixture.run();
        try (Merger merger = fixture.merger().open()) {
            PromotionReport report = merger.promote();
            fixture.production.server().adopt(report.previous());
            assertEquals(List.of(), report.troubles());
        }
        return fixture.production;
    }

    private static RollbackReport rollback(MergeFixture fixture) {
        try (Merger merger = fixture.merger().open()) {
            return merger.rollback();
        }
    }

    private static RollbackReport accepting(MergeFixture fixture) {
        try (Merger merger = fixture.merger().acceptLoss().open()) {
            return merger.rollback();
        }
    }

    private static RollbackPreview preview(MergeFixture fixture) {
        try (Merger merger = fixture.merger().open()) {
            return merger.previewRollback();
        }
    }
}
