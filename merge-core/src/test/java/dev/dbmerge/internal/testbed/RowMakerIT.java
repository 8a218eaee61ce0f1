package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/** A case writes the columns that matter, and every other column of its rows gets a value that the server takes. */
class RowMakerIT {
    private static final String ALL = "DELETE FROM t WHERE 1 = 0";

    @TempDir
    Path folder;

    @ServerTest
    void everyTypeHasAValueThatItsColumnTakes(TestServer server) {
        String columns = List.of(
                        "TINYINT",
                        "SMALLINT UNSIGNED",
                        "MEDIUMINT",
                        "INT(5) UNSIGNED ZEROFILL",
                        "BIGINT",
                        "DECIMAL(5,2)",
                        "DECIMAL(2,2)",
                        "FLOAT",
                        "DOUBLE",
                        "BIT(1)",
                        "BIT(9)",
                        "CHAR(1)",
                        "VARCHAR(3) CHARACTER SET latin1",
                        "TINYTEXT",
                        "LONGTEXT",
                        "BINARY(1)",
                        "VARBINARY(9)",
                        "BLOB",
                        "ENUM('a','it''s')",
                        "SET('x','y')",
                        "JSON",
                        "DATE",
                        "TIME",
                        "DATETIME(3)",
                        "TIMESTAMP",
                        "YEAR",
                        "GEOMETRY",
                        "POINT",
                        "LINESTRING",
                        "POLYGON",
                        "MULTIPOINT",
                        "MULTILINESTRING",
                        "MULTIPOLYGON",
                        "GEOMETRYCOLLECTION")
                .stream()
                .collect(Collectors.joining(",\n"));
        StringBuilder table = new StringBuilder("CREATE TABLE t (id INT PRIMARY KEY");
        int n = 0;
        for (String type : columns.split(",\n")) {
            table.append(", c").append(n++).append(' ').append(type).append(" NOT NULL");
        }
        if (server.isMariaDb()) {
            table.append(", u UUID NOT NULL, i4 INET4 NOT NULL, i6 INET6 NOT NULL");
        } else {
            table.append(", g POINT NOT NULL SRID 4326");
        }
        try (TestbedFixture fixture =
                TestbedFixture.of(folder, server, table + ")").rule("010-none", ALL)) {
            fixture.open();

            assertEquals(
                    "PASSED",
                    fixture.shown(
                            CaseText.rule("010-none").given("t", "", "id=7").kept("1", "7")));
        }
    }

    @ServerTest
    void keysAreFreeAndSmall(TestServer server) {
        assertRows(
                server,
                List.of(
                        "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, mail VARCHAR(9) NOT NULL DEFAULT '', nick VARCHAR(9),"
                                + " day DATE NOT NULL, UNIQUE (mail), UNIQUE (nick), UNIQUE (day))"),
                List.of(
                        "t | 1, '', NULL, '2000-01-01'",
                        "t | 2, 'x', NULL, '2000-01-02'",
                        "t | 3, '1', NULL, '2000-01-03'"),
                CaseText.rule("010-none").given("t", "", "id=2, mail=x", ""));
        assertRows(
                server,
                List.of(
                        "CREATE TABLE t (code CHAR(3) NOT NULL, part INT NOT NULL, n VARBINARY(3) NOT NULL, PRIMARY KEY (code, part), UNIQUE (n))"),
                List.of("t | '1', 1, 0x000001", "t | '1', 2, 0x000002", "t | 'x', 1, 0x00FF"),
                CaseText.rule("010-none").given("t", "", "", "code=x, n=0x00FF"));
    }

    @ServerTest
    void parentsAreThereOrMade(TestServer server) {
        List<String> tables = List.of(
                "CREATE TABLE cities (id INT PRIMARY KEY, name VARCHAR(9) NOT NULL)",
                "CREATE TABLE users (id INT PRIMARY KEY, city_id INT NOT NULL, boss_id INT,"
                        + " FOREIGN KEY (city_id) REFERENCES cities (id), FOREIGN KEY (boss_id) REFERENCES users (id))",
                "CREATE TABLE t (id INT PRIMARY KEY, user_id INT NOT NULL, other_id INT, FOREIGN KEY (user_id) REFERENCES users (id),"
                        + " FOREIGN KEY (other_id) REFERENCES users (id))");

        assertRows(
                server,
                tables,
                List.of(
                        "cities | 1, '1'",
                        "t | 1, 9, 3",
                        "users | 3, 1, NULL",
                        "users | 9, 1, 10",
                        "users | 10, 1, NULL"),
                CaseText.rule("010-none").given("t", "user_id=9, other_id=3").given("users", "id=9, boss_id=10"));
        assertRows(
                server,
                tables,
                List.of("cities | 1, '1'", "t | 1, 1, NULL", "t | 2, 1, NULL", "users | 1, 1, NULL"),
                CaseText.rule("010-none").given("t", "", "other_id=null"));
    }

    @ServerTest
    void tablesThatNeedEachOtherAndThemselvesAreFilled(TestServer server) {
        assertRows(
                server,
                List.of(
                        "CREATE TABLE t (id INT PRIMARY KEY, self_id INT NOT NULL, b_id INT NOT NULL,"
                                + " FOREIGN KEY (self_id) REFERENCES t (id))",
                        "CREATE TABLE b (id INT PRIMARY KEY, t_id INT NOT NULL, FOREIGN KEY (t_id) REFERENCES t (id))",
                        "ALTER TABLE t ADD FOREIGN KEY (b_id) REFERENCES b (id)"),
                List.of("b | 1, 1", "t | 1, 1, 1"),
                CaseText.rule("010-none").given("t", ""));
        assertRows(
                server,
                List.of(
                        "CREATE TABLE p (id INT PRIMARY KEY)",
                        "CREATE TABLE t (p_id INT NOT NULL PRIMARY KEY, FOREIGN KEY (p_id) REFERENCES p (id))"),
                List.of("p | 1", "p | 2", "t | 1", "t | 2"),
                CaseText.rule("010-none").given("t", "", ""));
    }

    private void assertRows(TestServer server, List<String> tables, List<String> rows, CaseText text) {
        try (TestbedFixture fixture =
                TestbedFixture.of(folder, server, tables.toArray(String[]::new)).rule("010-none", ALL)) {
            Testbed testbed = fixture.open();
            RuleCase ruleCase = text.toCase();

            List<String> made = testbed.fates(ruleCase, ALL).stream()
                    .map(row -> row.table() + " | " + row.cells())
                    .sorted()
                    .toList();

            assertEquals(rows.stream().sorted().toList(), made);
        }
    }

    @ServerTest
    void whatTheServerFillsInIsLeftToIt(TestServer server) {
        try (TestbedFixture fixture = TestbedFixture.of(
                        folder,
                        server,
                        "CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL DEFAULT 5, twice INT AS (n * 2), at DATETIME DEFAULT CURRENT_TIMESTAMP)")
                .rule("010-none", ALL)) {
            fixture.open();

            assertEquals(
                    "PASSED",
                    fixture.shown(CaseText.rule("010-none").given("t", "").rows("t", "id=1, n=5, twice=10, at=now")));
            assertEquals(
                    "BROKEN\ncase.yml:2:2: The server computes t.twice from other columns, so no row can be given a value for it."
                            + " Write those columns.",
                    fixture.shown(CaseText.rule("010-none").given("t", "twice=3")));
        }
    }

    @ServerTest
    void aValueThatTheServerRefusesOrChangesBreaksTheCase(TestServer server) {
        try (TestbedFixture fixture = TestbedFixture.of(
                        folder,
                        server,
                        "CREATE TABLE t (id INT PRIMARY KEY, n TINYINT, d DECIMAL(5,2), c CHAR(5), v VARCHAR(3) NOT NULL, at DATETIME, f FLOAT,"
                                + " b VARBINARY(3), e ENUM('a','b'))")
                .rule("010-none", ALL)) {
            fixture.open();

            assertBroken(fixture, "n=300", "case.yml:2:2: The server refuses t.n: ");
            assertBroken(fixture, "n=abc", "case.yml:2:2: The server refuses t.n: ");
            assertBroken(fixture, "n=1, v=long", "case.yml:2:7: The server refuses t.v: ");
            assertBroken(fixture, "v=null", "case.yml:2:2: The server refuses t.v: ");
            assertBroken(fixture, "e=c", "case.yml:2:2: The server refuses t.e: ");
            assertBroken(fixture, "d=1.239", "case.yml:2:2: The server ");
            assertBroken(fixture, "n=1.5", "case.yml:2:2: The server ");
            assertBroken(
                    fixture,
                    "c='ab '",
                    "case.yml:2:2: The server holds this value of t.c (char(5)) as 'ab'. Write it so.");
            assertBroken(
                    fixture,
                    "at=2026-01-01 00:00:00.7",
                    "case.yml:2:2: The server holds this value of t.at (datetime) as '2026-01-01 00:00:0");
            assertEquals(
                    "PASSED",
                    fixture.shown(CaseText.rule("010-none")
                            .given("t", "n=true, d=1.50, c=ab, v='API', at=2026-01-01, f=0.1, b=0x00ff, e=b")
                            .rows("t", "id=1, n=1, d=1.5, c=ab, v=API, at=2026-01-01 00:00:00, f=0.1, b=0x00FF, e=b")));
        }
    }

    private static void assertBroken(TestbedFixture fixture, String row, String start) {
        String shown = fixture.shown(CaseText.rule("010-none").given("t", row));
        assertTrue(shown.startsWith("BROKEN\n" + start), shown);
    }

    @ServerTest
    void whatIsNotThereIsNamed(TestServer server) {
        try (TestbedFixture fixture = TestbedFixture.of(
                        folder,
                        server,
                        "CREATE TABLE t (id INT PRIMARY KEY, title VARCHAR(9))",
                        "CREATE TABLE scenarios (a INT, b INT, PRIMARY KEY (a, b))",
                        "CREATE TABLE keyless (n INT)")
                .rule("010-none", ALL)
                .rule("020-keyless", "DELETE FROM keyless WHERE n = 2")
                .rule("030-two", "DELETE t, scenarios FROM t JOIN scenarios ON a = t.id")) {
            fixture.open();

            assertBroken(fixture, "titel=x", "case.yml:2:2: The table t has no column titel. Did you mean title?");
            assertShown(
                    fixture,
                    "BROKEN\ncase.yml:2:1: There is no table scenario. Did you mean scenarios?",
                    CaseText.rule("010-none").given("scenario", ""));
            assertShown(
                    fixture,
                    "BROKEN\ncase.yml:3:1: The case gives no row of t with id 2. These are there: id 1.",
                    CaseText.rule("010-none").given("t", "").removed("2"));
            assertShown(
                    fixture,
                    "BROKEN\ncase.yml:3:1: scenarios has the primary key a, b, so 1 value names no row of it."
                            + " Name the row by columns: { column: value }.",
                    CaseText.rule("010-none").given("scenarios", "").removed(java.util.Optional.of("scenarios"), "1"));
            assertShown(
                    fixture,
                    "FAILED\nkeyless | row 1 |  | removed | kept\nkeyless | row 2 |  | removed | kept\nkeyless | row 3 |  | kept | removed",
                    CaseText.rule("020-keyless")
                            .given("keyless", "n=1", "n=1", "n=2")
                            .removed("n=1")
                            .kept("n=2"));
            assertShown(
                    fixture,
                    "BROKEN\ncase.yml:5:1: The expectation does not say which table it is of: t and scenarios are written."
                            + " Name the table: t: { removed: [...] }.",
                    CaseText.rule("030-two")
                            .given("t", "")
                            .given("scenarios", "")
                            .removed("1"));
            assertShown(
                    fixture,
                    "BROKEN\ncase.yml:1:1: The spec has no rule 040-none. Mend the folder's name.",
                    CaseText.rule("040-none").given("t", "").all(Fate.KEPT));
        }
    }

    private static void assertShown(TestbedFixture fixture, String expected, CaseText text) {
        assertEquals(expected, fixture.shown(text));
    }

    @ServerTest
    void statementsOfACaseWriteRowsToo(TestServer server) {
        for (String engine : List.of("InnoDB", "MyISAM")) {
            try (TestbedFixture fixture = TestbedFixture.of(
                            folder,
                            server,
                            "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(9)) ENGINE = " + engine)
                    .rule("010-none", "DELETE FROM t WHERE v = 'b;'")) {
                fixture.open();
                CaseText text = CaseText.rule("010-none")
                        .script(
                                "INSERT INTO t (v) VALUES ('a'), ('b;'); -- two; rows\nUPDATE t SET v = 'c' WHERE id = 1;")
                        .given("t", "id=9")
                        .removed("2");

                assertShown(fixture, "PASSED", text);
                assertShown(fixture, "PASSED", text);
                RuleCase again = text.toCase();
                assertEquals("PASSED", fixture.shown(again, "DELETE FROM t WHERE id = 2"));
                assertEquals("PASSED", fixture.shown(again, "DELETE FROM t WHERE id = 2"));
                assertShown(
                        fixture,
                        "BROKEN\ncase.yml:3:2: A case of a rule, an overlay or a check has the spec's tables, so its statements only"
                                + " write rows, and DROP does not. Leave it out, or write a case of the whole merge.",
                        CaseText.rule("010-none").script("SET @a = 1;\n DROP TABLE t"));
            }
        }
    }
}
