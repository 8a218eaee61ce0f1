package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** A case says what becomes of its rows, and the testbed says where that is not so. */
class CleanupTrialIT {
    private static final String USERS =
            "CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) COLLATE utf8mb4_general_ci NOT NULL, visits INT NOT NULL DEFAULT 0)";
    private static final String SCENARIOS =
            "CREATE TABLE scenarios (id INT AUTO_INCREMENT PRIMARY KEY, user_id INT, protected TINYINT(1), title VARCHAR(40),"
                    + " created_at DATETIME) CHARACTER SET latin1 COLLATE latin1_swedish_ci";
    private static final String STALE =
            "DELETE FROM scenarios WHERE user_id IS NULL AND protected IS NULL AND (title = 'API' OR title IS NULL)";

    @TempDir
    Path folder;

    @ServerTest
    void theRulesFateOfEachRowIsCompared(TestServer server) {
        for (String engine : List.of("InnoDB", "MyISAM")) {
            try (TestbedFixture fixture = TestbedFixture.of(folder, server, USERS, SCENARIOS + " ENGINE = " + engine)
                    .rule("010-stale", STALE)) {
                fixture.open();

                assertEquals(
                        "PASSED",
                        fixture.shown(rows().removed("1", "id=4, title=null").kept("2")));
                assertEquals(
                        "PASSED",
                        fixture.shown(CaseText.rule("010-stale")
                                .given("scenarios", "title='API'", "title=null, user_id=null")
                                .all(Fate.REMOVED)));
                assertEquals(
                        "BROKEN\ncase.yml:3:1: The case expects rows of scenarios to be removed and gives none."
                                + " Give the rows, or expect: { scenarios: [] }.",
                        fixture.shown(CaseText.rule("010-stale")
                                .given("users", "id=7")
                                .all(Fate.REMOVED)));
                assertEquals(
                        "FAILED\nscenarios | id 1 |  | kept | removed\nscenarios | id 2 |  | removed | kept\n"
                                + "scenarios | id 4 |  | kept | removed",
                        fixture.shown(rows().removed("2")));
                assertEquals(
                        "UNDECIDED\nscenarios | id 1 |  | ? | removed\nscenarios | id 2 |  | ? | kept\n"
                                + "scenarios | id 3 |  | ? | kept\nscenarios | id 4 |  | ? | removed",
                        fixture.shown(rows().undecided()));
            }
        }
    }

    private static CaseText rows() {
        return CaseText.rule("010-stale")
                .given("users", "id=7")
                .given("scenarios", "title=API", "title=API, protected=true", "user_id=7, title=null", "id=4");
    }

    @ServerTest
    void aCellThatDiffersIsNamed(TestServer server) {
        try (TestbedFixture fixture = TestbedFixture.of(folder, server, USERS)
                .rule("010-names", "UPDATE users SET name = UPPER(name), visits = visits + 1 WHERE visits < 2")) {
            fixture.open();

            CaseText given =
                    CaseText.rule("010-names").given("users", "name=ann", "name=bob, visits=1", "visits=7, name=x");

            assertEquals(
                    "FAILED\nusers | id 1 | name | 'ann' | 'ANN'\nusers | id 1 | visits | 9 | 1"
                            + "\nusers | id 2 | name | 'bob' | 'BOB'\nusers | id 2 | visits | 1 | 2"
                            + "\nnote: not repeatable: a second time it changed 1 more row: id 1"
                            + "\nnote: users.name has the collation utf8mb4_general_ci, which decides whether 'ANN' is the same as 'ann'.",
                    fixture.shown(given.changed("id=1, visits=9").kept("3")));
        }
    }

    @ServerTest
    void noCaseSeesTheRowsOfAnother(TestServer server) {
        for (String engine : List.of("InnoDB", "MyISAM")) {
            try (TestbedFixture fixture = TestbedFixture.of(folder, server, USERS + " ENGINE = " + engine, SCENARIOS)
                    .rule("010-lonely", "DELETE FROM scenarios WHERE (SELECT COUNT(*) FROM users) = 0")
                    .rule("020-all", "DELETE FROM users")) {
                Testbed testbed = fixture.open();
                CaseText withUser =
                        CaseText.rule("010-lonely").given("users", "id=1").given("scenarios", "id=1");
                CaseText without = CaseText.rule("010-lonely").given("scenarios", "id=1");
                RuleCase all = CaseText.rule("020-all")
                        .given("users", "id=1", "id=2")
                        .all(Fate.REMOVED)
                        .toCase();

                assertEquals("PASSED", fixture.shown(withUser.kept("1")));
                assertEquals("PASSED", fixture.shown(without.removed("1")));
                assertEquals("PASSED", fixture.shown(all, "DELETE FROM users"));
                assertEquals(
                        "FAILED\nusers | id 1 |  | removed | kept",
                        fixture.shown(all, "DELETE FROM users WHERE id = 2"));
                assertEquals(
                        List.of(
                                new RowFate("users", "id 1", Fate.CHANGED, "1, 'x', 5"),
                                new RowFate("users", "id 2", Fate.KEPT, "2, '1', 0")),
                        testbed.fates(all, "UPDATE users SET name = 'x', visits = 5 WHERE id = 1"));
                assertThrows(MergeException.class, () -> testbed.fates(all, "DELETE FROM users WHERE nothing = 1"));
                assertEquals("PASSED", fixture.shown(all, "DELETE FROM users"));
                assertEquals(
                        "PASSED",
                        fixture.shown(CaseText.rule("010-lonely")
                                .given("scenarios", "id=1")
                                .removed("1")));
            }
        }
    }

    @ServerTest
    void aRuleThatDoesMoreTheSecondTimeIsTold(TestServer server) {
        try (TestbedFixture fixture = TestbedFixture.of(folder, server, USERS, SCENARIOS)
                .rule("010-latest", "DELETE FROM scenarios ORDER BY id LIMIT 1")
                .rule("020-visits", "UPDATE users SET visits = visits + 1")) {
            fixture.open();

            assertEquals(
                    "PASSED\nnote: not repeatable: a second time it removed 1 more row: id 2",
                    fixture.shown(CaseText.rule("010-latest")
                            .given("scenarios", "", "", "")
                            .removed("1")));
            assertEquals(
                    "PASSED\nnote: not repeatable: a second time it changed 2 more rows: id 1, id 2",
                    fixture.shown(
                            CaseText.rule("020-visits").given("users", "", "").all(Fate.CHANGED)));
        }
    }

    @ServerTest
    void rowsThatForeignKeysTakeAlongCountToo(TestServer server) {
        try (TestbedFixture fixture = TestbedFixture.of(
                        folder,
                        server,
                        USERS,
                        "CREATE TABLE notes (id INT PRIMARY KEY, user_id INT NOT NULL,"
                                + " FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE)",
                        "CREATE TABLE logs (id INT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL)",
                        "CREATE TABLE bills (id INT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id))")
                .rule("010-ghosts", "DELETE FROM users WHERE name = 'ghost'")) {
            fixture.open();

            assertEquals(
                    "FAILED\nnotes | id 1 |  | kept | removed\nlogs | id 1 | user_id | 3 | NULL",
                    fixture.shown(CaseText.rule("010-ghosts")
                            .given("users", "id=3, name=ghost")
                            .given("notes", "")
                            .given("logs", "user_id=3")
                            .removed("3")));
            assertEquals(
                    "PASSED",
                    fixture.shown(CaseText.rule("010-ghosts")
                            .given("users", "id=3, name=ghost")
                            .given("notes", "id=9, user_id=3", "id=8, user_id=4")
                            .removed(Optional.of("users"), "3")
                            .rows("notes", "id=8, user_id=4")));
            assertEquals(
                    "FAILED\n" + fixture.refused() + "run rule 010-ghosts (" + folder.resolve("cleanup/010-ghosts.sql")
                            + ")",
                    fixture.shown(CaseText.rule("010-ghosts")
                                    .given("users", "id=3, name=ghost")
                                    .given("bills", "user_id=3")
                                    .removed("3"))
                            .replaceFirst(": Cannot delete.*", ""));
        }
    }

    @ServerTest
    void aRefusalCanBeExpected(TestServer server) {
        try (TestbedFixture fixture = TestbedFixture.of(folder, server, USERS)
                .rule("010-key", "UPDATE users SET id = id + 1")
                .rule("020-fine", "DELETE FROM users WHERE id = 1")) {
            fixture.open();

            assertEquals(
                    "PASSED",
                    fixture.shown(CaseText.rule("010-key")
                            .given("users", "id=1")
                            .refused("E416 changes the primary key of users")));
            assertEquals(
                    "FAILED\nRule 010-key (" + folder.resolve("cleanup/010-key.sql")
                            + ") changes the primary key of users, so that its rows could not be told apart."
                            + " Change primary keys in fixes. [E416]",
                    fixture.shown(
                            CaseText.rule("010-key").given("users", "id=1").all(Fate.CHANGED)));
            assertEquals(
                    "FAILED\nIt was expected to be refused (E416) and ran.",
                    fixture.shown(
                            CaseText.rule("020-fine").given("users", "id=1").refused("E416")));
        }
    }

    @ServerTest
    void nowIsTheCasesOwn(TestServer server) {
        try (TestbedFixture fixture = TestbedFixture.of(folder, server, SCENARIOS)
                .rule("010-old", "DELETE FROM scenarios WHERE created_at < NOW() - INTERVAL 3 DAY")) {
            fixture.open();

            String[] rows = {"created_at=now - 3 days", "created_at=now - 4 days", "created_at=2020-02-29 12:00:00"};
            assertEquals(
                    "PASSED",
                    fixture.shown(
                            CaseText.rule("010-old").given("scenarios", rows).removed("2", "3")));
            assertEquals(
                    "PASSED",
                    fixture.shown(CaseText.rule("010-old")
                            .now("2020-03-03 12:00:00")
                            .given("scenarios", rows)
                            .removed("2")));
            assertEquals(
                    "BROKEN\ncase.yml:1:1: now: yesterday is no point in time. Write it as 2026-02-28 12:00:00.",
                    fixture.shown(CaseText.rule("010-old")
                            .now("yesterday")
                            .given("scenarios", rows)
                            .removed("2")));
        }
    }

    @ServerTest
    void aCollationThatMayDecideIsNoted(TestServer server) {
        try (TestbedFixture fixture =
                TestbedFixture.of(folder, server, SCENARIOS).rule("010-stale", STALE)) {
            fixture.open();

            assertEquals(
                    "FAILED\nscenarios | id 1 |  | kept | removed\n"
                            + "note: scenarios.title has the collation latin1_swedish_ci, which decides whether 'api' is the same as 'API'.",
                    fixture.shown(CaseText.rule("010-stale")
                            .given("scenarios", "title=api")
                            .kept("1")));
        }
    }
}
