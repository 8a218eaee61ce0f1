package dev.dbmerge.internal.cleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.report.RuleResult;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What a rule leaves is what its plain statement leaves on a copy, and the archive accounts for the rest. */
class RuleRunnerIT {
    private static final String[] SCENARIOS = {
        "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), visits INT NOT NULL DEFAULT 0)",
        "CREATE TABLE scenarios (id INT PRIMARY KEY, user_id INT, protected TINYINT(1), title VARCHAR(40), description TEXT,"
                + " created_at DATETIME, updated_at TIMESTAMP NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP)",
        "INSERT INTO users VALUES (1, 'Ann', 0), (2, 'bob', 5), (3, 'Ünal', 7), (4, NULL, 0)",
        "INSERT INTO scenarios VALUES (1, NULL, NULL, 'API', NULL, '2026-03-28 02:30:00', NULL),"
                + " (2, NULL, NULL, NULL, NULL, '2026-03-28 02:29:59', NULL), (3, NULL, 0, 'API', NULL, '2020-01-01', NULL),"
                + " (4, NULL, NULL, 'api', NULL, '2020-01-01', NULL), (5, NULL, NULL, 'API ', NULL, NULL, NULL),"
                + " (6, 1, NULL, 'API', NULL, '2026-03-29 02:30:00', NULL), (7, NULL, NULL, 'Mine', NULL, NULL, NULL),"
                + " (8, NULL, NULL, 'API', '', NULL, NULL), (9, 2, 1, 'Big', 'text', NULL, NULL),"
                + " (10, 9, NULL, NULL, NULL, '2026-03-30', NULL)"
    };

    static final String[] CYCLE = {
        "CREATE TABLE a (id INT PRIMARY KEY, b INT)",
        "CREATE TABLE b (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE)",
        "INSERT INTO a VALUES (1, 1), (2, 2), (3, 3), (4, NULL)",
        "INSERT INTO b VALUES (1, 2), (2, 3), (3, 4), (4, NULL)",
        "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id) ON DELETE CASCADE"
    };

    @ServerTest
    void aRuleDoesWhatItsStatementDoes(TestServer server) throws SQLException {
        assertSame(
                server,
                SCENARIOS,
                "DELETE FROM scenarios\nWHERE user_id IS NULL AND protected IS NULL AND description IS NULL"
                        + " AND (title = 'API' OR title IS NULL)",
                "DELETE FROM scenarios -- everything",
                "DELETE FROM scenarios WHERE 1 = 0",
                "DELETE FROM scenarios WHERE NOT (title = 'API')",
                "DELETE FROM scenarios WHERE user_id IN (SELECT id FROM users WHERE name LIKE 'b%') OR user_id NOT IN (SELECT id FROM users)",
                "DELETE FROM scenarios ORDER BY id DESC LIMIT 3",
                "DELETE FROM scenarios WHERE created_at < NOW() - INTERVAL 1 DAY",
                "DELETE s FROM scenarios s JOIN users u ON u.id = s.user_id WHERE u.visits > 1",
                "DELETE s FROM scenarios AS s LEFT JOIN users u ON u.id = s.user_id WHERE u.id IS NULL",
                "DELETE u, s FROM users u LEFT JOIN scenarios s ON s.user_id = u.id WHERE u.id <> 3",
                "DELETE FROM s USING scenarios s, users u WHERE s.id > u.id AND u.visits = 5",
                "DELETE a FROM scenarios a JOIN scenarios b ON a.title = b.title AND a.id > b.id",
                "UPDATE scenarios SET title = 'Untitled' WHERE title IS NULL",
                "UPDATE scenarios SET title = 'api' WHERE title = 'API'",
                "UPDATE scenarios SET title = CASE WHEN id < 5 THEN UPPER(title) ELSE CONCAT(title, '!') END, description = ''",
                "UPDATE scenarios SET created_at = NOW() WHERE id IN (1, 2)",
                "UPDATE scenarios s JOIN users u ON u.id = s.user_id SET s.title = u.name, u.visits = u.visits + 1",
                "UPDATE scenarios SET title = 'x' ORDER BY id LIMIT 2",
                "UPDATE users SET visits = 0",
                "UPDATE users SET name = LOWER(name)");
    }

    @ServerTest
    void aTableWithoutTransactionsIsCleanedLikeAnother(TestServer server) throws SQLException {
        String[] given = SCENARIOS.clone();
        given[1] = given[1] + " ENGINE = MyISAM";

        assertSame(
                server,
                given,
                "DELETE FROM scenarios WHERE title = 'API'",
                "DELETE FROM scenarios",
                "UPDATE scenarios SET title = NULL WHERE id < 5",
                "DELETE s FROM scenarios s JOIN users u ON u.id = s.user_id");
    }

    @ServerTest
    void foreignKeysTakeAndChangeRowsThatAreArchivedToo(TestServer server) throws SQLException {
        String[] given = {
            "CREATE TABLE p (id INT PRIMARY KEY, n INT)",
            "CREATE TABLE c (id INT PRIMARY KEY, p_id INT, CONSTRAINT fk_c FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE)",
            "CREATE TABLE links (p_id INT, c_id INT, note VARCHAR(9),"
                    + " CONSTRAINT fk_lp FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE,"
                    + " CONSTRAINT fk_lc FOREIGN KEY (c_id) REFERENCES c (id) ON DELETE CASCADE)",
            "CREATE TABLE n (id INT PRIMARY KEY, p_id INT, c_id INT,"
                    + " CONSTRAINT fk_np FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE SET NULL,"
                    + " CONSTRAINT fk_nc FOREIGN KEY (c_id) REFERENCES c (id) ON DELETE CASCADE)",
            "INSERT INTO p VALUES (1, 1), (2, 1), (3, 3), (4, 4), (5, 5), (6, 6), (7, 9)",
            "INSERT INTO c VALUES (1, 1), (2, 3), (3, 4), (4, NULL), (5, 7)",
            "INSERT INTO links VALUES (1, 4, 'a'), (1, 4, 'A'), (1, 4, 'a'), (4, 2, 'b'), (4, 3, NULL), (NULL, 1, 'c'), (7, 5, 'd')",
            "INSERT INTO n VALUES (1, 1, 4), (2, 3, 3), (3, 1, 1), (4, 7, 5), (5, NULL, 2), (6, 2, NULL)"
        };

        assertSame(
                server,
                given,
                "DELETE FROM p WHERE id = 1",
                "DELETE FROM p WHERE n < 4",
                "DELETE FROM p WHERE id IN (2, 6)",
                "DELETE FROM p",
                "DELETE p, c FROM p JOIN c ON c.p_id = p.id WHERE p.id IN (1, 4)",
                "DELETE c FROM c JOIN p ON p.id = c.p_id",
                "DELETE FROM links WHERE note = 'a'");
    }

    /** MySQL 9.7 refuses a DELETE whose cascade goes round in itself and through further tables: over 30 tables (6575). */
    @ServerTest
    void aTableThatPointsAtItselfIsFollowedToItsLeaves(TestServer server) throws SQLException {
        String[] given = {
            "CREATE TABLE p (id INT PRIMARY KEY, up INT, n INT,"
                    + " CONSTRAINT fk_up FOREIGN KEY (up) REFERENCES p (id) ON DELETE CASCADE)",
            "INSERT INTO p VALUES (1, NULL, 1), (2, 1, 1), (3, 2, 3), (4, NULL, 4), (5, 4, 5), (6, 6, 6), (7, NULL, 9)"
        };

        assertSame(
                server,
                given,
                "DELETE FROM p WHERE id = 1",
                "DELETE FROM p WHERE n < 4",
                "DELETE FROM p WHERE id IN (2, 6)",
                "DELETE FROM p");
    }

    /** MySQL 9.7.4 itself leaves orphans here: RuleFailureIT. */
    @ServerTest
    void tablesThatPointAtEachOtherAreFollowedRound(TestServer server) throws SQLException {
        if (server.product().startsWith("MySQL 9")) {
            return;
        }
        assertSame(server, CYCLE, "DELETE FROM a WHERE id = 3", "DELETE FROM b WHERE id = 3");
    }

    @ServerTest
    void valuesAreArchivedToTheBit(TestServer server) throws SQLException {
        String[] given = {
            "CREATE TABLE v (id VARBINARY(8) NOT NULL, k VARCHAR(5) CHARACTER SET latin1 COLLATE latin1_german2_ci NOT NULL,"
                    + " e ENUM('a','b\\\\','it''s',';','ü') , s SET('x','y'), f FLOAT, d DOUBLE, n DECIMAL(30,10), b BIT(12), y YEAR,"
                    + " t TIME(3), dt DATETIME(6), ts TIMESTAMP NULL, g GEOMETRY, j JSON, l LONGBLOB, z INT(5) UNSIGNED ZEROFILL,"
                    + " twice INT AS (z * 2) STORED, PRIMARY KEY (id, k))",
            "INSERT INTO v (id, k, e, s, f, d, n, b, y, t, dt, ts, g, j, l, z) VALUES"
                    + " (x'0001', 'ü', 'b\\\\', 'x,y', 0.1, -0e0, 12345678901234567890.0123456789, b'100000000001', 1901,"
                    + " '-838:59:59.000', '0000-00-00 00:00:00', '2026-03-29 01:30:00', ST_GeomFromText('POINT(1 2)', 4326),"
                    + " '{\"a\": 1.50}', x'00ff', 7),"
                    + " (x'0001', 'O', 'it''s', '', 16777216, 1e-300, NULL, 0, 0, '00:00:00.001', '2026-00-00', NULL, NULL, NULL, '', 0),"
                    + " ('', '', 'ü', NULL, 1.17549435e-38, 1.7976931348623157e308, 0, NULL, NULL, NULL, NULL, NULL, NULL, 'null', NULL, NULL)",
            "UPDATE v SET e = NULL WHERE id = 'none'"
        };

        assertSame(
                server,
                given,
                "DELETE FROM v",
                "UPDATE v SET f = -f, d = -d",
                "UPDATE v SET d = -d WHERE d = 0",
                "UPDATE v SET e = 'a' WHERE e > 2");
    }

    @ServerTest
    void theResultCountsWhatTheRuleAndItsForeignKeysDid(TestServer server) throws SQLException {
        String[] given = {
            "CREATE TABLE p (id INT PRIMARY KEY)",
            "CREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
            "CREATE TABLE n (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL)",
            "CREATE TABLE unused (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
            "INSERT INTO p VALUES (1), (2), (3)",
            "INSERT INTO c VALUES (1, 1), (2, 1), (3, 3)",
            "INSERT INTO n VALUES (1, 1), (2, 3)",
        };
        try (RuleFixture fixture = new RuleFixture(server, given)) {

            RuleOutcome outcome = fixture.run("DELETE FROM p WHERE id = 1");

            assertEquals(
                    List.of(
                            new RuleResult("010-rule", "p", 3, 1, 0, 2),
                            new RuleResult("010-rule", "c", 3, 2, 0, 1),
                            new RuleResult("010-rule", "n", 2, 0, 1, 2)),
                    outcome.results());
            assertEquals(5, outcome.archivedRows());
        }
    }

    @ServerTest
    void anUpdateCountsOnlyRowsThatGotOtherValues(TestServer server) throws SQLException {
        try (RuleFixture fixture = new RuleFixture(server, SCENARIOS)) {

            RuleOutcome outcome = fixture.run("UPDATE users SET visits = 0");

            assertEquals(List.of(new RuleResult("010-rule", "users", 4, 0, 2, 4)), outcome.results());
            assertEquals(4, outcome.archivedRows());
        }
    }

    private static void assertSame(TestServer server, String[] given, String... rules) throws SQLException {
        try (RuleFixture fixture = new RuleFixture(server, given)) {
            for (String rule : rules) {
                fixture.reset();
                Map<String, List<String>> before = fixture.rows();
                Map<String, List<String>> expected = fixture.runPlain(rule);

                RuleOutcome outcome = fixture.run(rule);

                assertEquals(expected, fixture.rows(), rule);
                assertEquals(before, fixture.rowsBeforeByArchive(), rule);
                assertEquals(expected.equals(before), outcome.rows() == 0, rule);
            }
        }
    }
}
