package dev.dbmerge.internal.cleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.journal.JournalReader;
import dev.dbmerge.spec.Limits;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A rule that cannot or must not run changes nothing, leaves no archive and says why. */
class RuleFailureIT {
    private static final String[] USERS = {
        "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20))",
        "CREATE TABLE posts (id INT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id))",
        "CREATE TABLE logs (line VARCHAR(20), code INT UNIQUE)",
        "CREATE TABLE codes (code INT PRIMARY KEY, c INT, CONSTRAINT follows FOREIGN KEY (c) REFERENCES logs (code) ON UPDATE CASCADE)",
        "CREATE TABLE hints (code INT, CONSTRAINT nulls FOREIGN KEY (code) REFERENCES codes (code) ON DELETE SET NULL)",
        "INSERT INTO users VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, NULL)",
        "INSERT INTO posts VALUES (1, 2)"
    };

    private static final Limits PERCENT = new Limits(OptionalDouble.of(50), OptionalLong.empty(), OptionalLong.empty());
    private static final Limits ROWS = new Limits(OptionalDouble.empty(), OptionalLong.of(2), OptionalLong.empty());
    private static final Limits REMAINING =
            new Limits(OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.of(2));

    @ServerTest
    void aRuleOverItsLimitChangesNothing(TestServer server) throws SQLException {
        for (String engine : List.of("InnoDB", "MyISAM")) {
            String[] given = {
                "CREATE TABLE t (id INT PRIMARY KEY) ENGINE = " + engine, "INSERT INTO t VALUES (1), (2), (3), (4)"
            };
            try (RuleFixture fixture = new RuleFixture(server, given)) {
                assertFails(
                        fixture,
                        "DELETE FROM t WHERE id < 4",
                        PERCENT,
                        "Rule 010-rule would remove 3 of 4 rows of t (75.0 %), over its max-percent of 50."
                                + " Nothing was changed; mend cleanup/010-rule.sql, or the rule's max-percent in the spec. [E502]");
                assertFails(
                        fixture,
                        "DELETE FROM t WHERE id < 4",
                        ROWS,
                        "Rule 010-rule would remove 3 of 4 rows of t, over its max-rows of 2."
                                + " Nothing was changed; mend cleanup/010-rule.sql, or the rule's max-rows in the spec. [E502]");
                assertFails(
                        fixture,
                        "DELETE FROM t WHERE id < 4",
                        REMAINING,
                        "Rule 010-rule would leave 1 of 4 rows of t, under its min-remaining of 2."
                                + " Nothing was changed; mend cleanup/010-rule.sql, or the rule's min-remaining in the spec. [E502]");

                RuleOutcome atTheLimit = fixture.run("DELETE FROM t WHERE id < 3", PERCENT);

                assertEquals(2, atTheLimit.rows());
            }
            dropAll(server);
        }
    }

    @ServerTest
    void anUpdateIsLimitedByTheRowsThatItFinds(TestServer server) throws SQLException {
        try (RuleFixture fixture = new RuleFixture(server, USERS)) {
            assertFails(
                    fixture,
                    "UPDATE users SET name = 'x' WHERE id > 1",
                    ROWS,
                    "Rule 010-rule would change 3 of 4 rows of users, over its max-rows of 2."
                            + " Nothing was changed; mend cleanup/010-rule.sql, or the rule's max-rows in the spec. [E502]");
        }
    }

    @ServerTest
    void aRuleThatFindsOtherRowsEachTimeIsUndone(TestServer server) throws SQLException {
        String digits =
                "(SELECT 0 AS d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION"
                        + " SELECT 7 UNION SELECT 8 UNION SELECT 9)";
        String[] given = {
            "CREATE TABLE t (id INT PRIMARY KEY, v INT)",
            "INSERT INTO t SELECT a.d * 100 + b.d * 10 + c.d, 0 FROM " + digits + " a, " + digits + " b, " + digits
                    + " c"
        };
        try (RuleFixture fixture = new RuleFixture(server, given)) {
            for (String sql : List.of(
                    "DELETE FROM t WHERE RAND() < 0.5",
                    "DELETE FROM t ORDER BY RAND() LIMIT 500",
                    "UPDATE t SET v = v + 1 WHERE RAND() < 0.5")) {
                // Once in fifty times an UPDATE finds as many rows again; that they are others, the proof behind all
                // rules tells.
                Optional<MergeException> stopped = Optional.empty();
                Map<String, List<String>> before = Map.of();
                for (int i = 0; i < 10 && stopped.isEmpty(); i++) {
                    before = fixture.rows();
                    stopped = failureOf(fixture, sql);
                }

                MergeException failure = stopped.orElseThrow();

                assertEquals(ErrorCode.RULE_ARCHIVE, failure.code(), failure.getMessage());
                assertTrue(
                        failure.getMessage()
                                .matches(
                                        "Rule 010-rule \\(cleanup/010-rule\\.sql\\) found \\d+ rows of t (before it ran,"
                                                + " and then (removed|changed) \\d+ rows|to remove, and \\d+ of them are still there while others are gone)\\."
                                                + " What the rule did was undone; make its condition find the same rows each time, without RAND\\(\\), UUID\\(\\),"
                                                + " SYSDATE\\(\\) or a LIMIT over equal values\\. \\[E503]"),
                        failure.getMessage());
                assertEquals(before, fixture.rows());
            }
        }
    }

    private static Optional<MergeException> failureOf(RuleFixture fixture, String sql) {
        try {
            fixture.run(sql);
            fixture.reset();
            return Optional.empty();
        } catch (MergeException e) {
            return Optional.of(e);
        }
    }

    @ServerTest
    void whatCannotBeUndoneIsSaid(TestServer server) throws SQLException {
        String[] given = {
            "CREATE TABLE t (id INT PRIMARY KEY, v TINYINT) ENGINE = MyISAM",
            "INSERT INTO t VALUES (1, 1), (2, 100), (3, 1)"
        };
        try (RuleFixture fixture = new RuleFixture(server, given)) {

            MergeException failure = assertThrows(MergeException.class, () -> fixture.run("UPDATE t SET v = v + 100"));

            assertTrue(
                    failure.getMessage()
                            .endsWith(
                                    "Mend cleanup/010-rule.sql; what the rule did stays in the target (t is MyISAM), so build it"
                                            + " again. [E500]"),
                    failure.getMessage());
            assertEquals(List.of(), new JournalReader(fixture.session, fixture.target).archives());
        }
    }

    @ServerTest
    void aServersRefusalNamesTheRule(TestServer server) throws SQLException {
        try (RuleFixture fixture = new RuleFixture(server, USERS)) {
            String head = "Target's server (" + fixture.server.version() + " at " + fixture.server.address()
                    + ") refused to ";
            assertFails(
                    fixture,
                    "DELETE FROM users",
                    Limits.NONE,
                    head
                            + "run rule 010-rule (cleanup/010-rule.sql): Cannot delete or update a parent row: a foreign key constraint fails (`"
                            + fixture.target
                            + "`.`posts`, CONSTRAINT `posts_ibfk_1` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`)) (1451)."
                            + " Remove the rows that point there in a rule with a lower number; what the rule did was undone. [E500]");
            assertFails(
                    fixture,
                    "DELETE FROM users WHERE nam = 'a'",
                    Limits.NONE,
                    head + "archive what rule 010-rule (cleanup/010-rule.sql) finds in users: Unknown column 'nam' in '"
                            + (server.isMariaDb() ? "WHERE" : "where clause")
                            + "' (1054). Mend cleanup/010-rule.sql; what the rule did was undone. [E500]");
        }
    }

    @ServerTest
    void aRuleThatCannotBeAccountedForIsRefused(TestServer server) throws SQLException {
        String rule = "Rule 010-rule (cleanup/010-rule.sql) ";
        try (RuleFixture fixture = new RuleFixture(server, USERS)) {
            assertFails(
                    fixture,
                    "DELETE FROM sessions",
                    Limits.NONE,
                    rule
                            + "changes sessions, which is no table of the target. Name a table that staging has, or take the rule out. [E416]");
            assertFails(
                    fixture,
                    "DELETE FROM Users",
                    Limits.NONE,
                    rule + "changes Users, which is no table of the target. Write it as users. [E416]");
            assertFails(
                    fixture,
                    "DELETE FROM _dbmerge_run",
                    Limits.NONE,
                    rule
                            + "speaks of _dbmerge_run, which is dbmerge's own. Leave _dbmerge_run out of the rule. [E416]");
            assertFails(
                    fixture,
                    "DELETE FROM users WHERE id IN (SELECT id FROM ete_production.users)",
                    Limits.NONE,
                    rule
                            + "speaks of the database ete_production, but rules see the target alone."
                            + " Leave the database's name out; give an alias of that name another one. [E417]");
            assertFails(
                    fixture,
                    "UPDATE logs SET line = NULL",
                    Limits.NONE,
                    rule
                            + "changes rows of logs, which has no primary key to tell them apart."
                            + " Give the table a primary key in staging, or change its rows in fixes. [E416]");
            assertFails(
                    fixture,
                    "UPDATE users SET id = id + 1",
                    Limits.NONE,
                    rule
                            + "changes the primary key of users, so that its rows could not be told apart. Change primary keys in fixes. [E416]");
            assertFails(
                    fixture,
                    "DELETE l FROM logs l JOIN users u ON u.name = l.line",
                    Limits.NONE,
                    rule
                            + "joins logs, which has no primary key to tell its rows apart."
                            + " Write it as a DELETE from logs alone, with the other tables in subqueries. [E416]");
            assertFails(
                    fixture,
                    "DELETE FROM codes",
                    Limits.NONE,
                    rule
                            + "makes the foreign key nulls set NULL in hints, which has no primary key to tell its rows apart."
                            + " Give the table a primary key in staging, or remove the rows in fixes. [E416]");
            assertFails(
                    fixture,
                    "DELETE FROM users; DELETE FROM posts",
                    Limits.NONE,
                    rule
                            + "is not one DELETE or UPDATE whose rows are certain: the text goes on behind the semicolon."
                            + " Write one statement a file. [E213]");
            fixture.session.execute("give a key", "ALTER TABLE logs ADD id INT AUTO_INCREMENT PRIMARY KEY");
            assertFails(
                    fixture,
                    "UPDATE logs SET code = 1",
                    Limits.NONE,
                    rule
                            + "changes logs.code, and codes follows by its foreign key follows (ON UPDATE CASCADE). Change both tables in fixes. [E416]");
        }
    }

    @ServerTest
    void aServerThatLeavesOrphansIsFoundOut(TestServer server) throws SQLException {
        if (!server.product().startsWith("MySQL 9")) {
            return;
        }
        try (RuleFixture fixture = new RuleFixture(server, RuleRunnerIT.CYCLE)) {
            assertFails(
                    fixture,
                    "DELETE FROM a WHERE id = 3",
                    Limits.NONE,
                    "Rule 010-rule (cleanup/010-rule.sql) left 3 rows in a, which by the rows that it found should hold 1."
                            + " What the rule did was undone; this server does not follow foreign keys that lead back to a,"
                            + " so remove the rows that point there in a rule with a lower number. [E503]");
        }
    }

    private static void assertFails(RuleFixture fixture, String sql, Limits limits, String message)
            throws SQLException {
        Map<String, List<String>> before = fixture.rows();

        MergeException failure = assertThrows(MergeException.class, () -> fixture.run(sql, limits));

        assertEquals(message, failure.getMessage());
        assertEquals(before, fixture.rows());
        assertEquals(List.of(), new JournalReader(fixture.session, fixture.target).archives());
        assertEquals(
                0,
                fixture.session.number(
                        "look for archives",
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '" + fixture.target
                                + "' AND table_name LIKE '%removed%'"));
    }

    private static void dropAll(TestServer server) throws SQLException {
        server.run(
                "DROP DATABASE `" + server.name("cln_target") + "`",
                "DROP DATABASE `" + server.name("cln_plain") + "`");
    }
}
