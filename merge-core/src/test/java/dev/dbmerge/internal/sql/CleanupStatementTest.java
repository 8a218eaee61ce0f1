package dev.dbmerge.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.sql.CleanupStatement.Kind;
import dev.dbmerge.internal.sql.CleanupStatement.Target;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CleanupStatementTest {
    private static String select(String sql) {
        CleanupStatement statement = CleanupStatement.parse(sql);
        return statement.selectOf(statement.targets().get(0), "LIST");
    }

    private static Target target(String table, String reference, String... columns) {
        return new Target(table, reference, List.of(columns));
    }

    @Test
    void readsTheStaleScenariosRule() {
        String sql = """
                -- Scenarios that nobody owns, protected or described; see the issue on WHERE they come from;
                DELETE FROM scenarios
                WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);
                -- end
                """;

        CleanupStatement statement = CleanupStatement.parse(sql);

        assertEquals(Kind.DELETE, statement.kind());
        assertEquals(List.of(target("scenarios", "scenarios")), statement.targets());
        assertEquals("""
                SELECT LIST FROM scenarios
                WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)\
                """, select(sql));
        assertEquals(sql.replace(";\n-- end\n", " \n-- end"), statement.text());
    }

    static List<Arguments> selects() {
        return List.of(
                Arguments.of("DELETE FROM sessions", "SELECT LIST FROM sessions"),
                Arguments.of("delete from sessions ; ", "SELECT LIST FROM sessions"),
                Arguments.of("DELETE FROM 2fa_tokens", "SELECT LIST FROM 2fa_tokens"),
                Arguments.of(
                        "DELETE FROM `order` WHERE `where` = ';'", "SELECT LIST FROM `order`\nWHERE `where` = ';'"),
                Arguments.of(
                        "DELETE FROM t /* WHERE no */ WHERE a /* keep */ = 1 -- bye",
                        "SELECT LIST FROM t\nWHERE a /* keep */ = 1"),
                Arguments.of("DELETE FROM t AS x WHERE x.a", "SELECT LIST FROM t AS x\nWHERE x.a"),
                Arguments.of("DELETE FROM t x", "SELECT LIST FROM t x"),
                Arguments.of(
                        "DELETE FROM t PARTITION (p0, p1) WHERE a", "SELECT LIST FROM t PARTITION (p0, p1)\nWHERE a"),
                Arguments.of(
                        "DELETE FROM t AS x PARTITION (p0) WHERE x.a",
                        "SELECT LIST FROM t PARTITION (p0) AS x\nWHERE x.a"),
                Arguments.of(
                        "DELETE FROM t PARTITION (p0) x WHERE x.a", "SELECT LIST FROM t PARTITION (p0) x\nWHERE x.a"),
                Arguments.of(
                        "DELETE FROM t WHERE a ORDER BY b, c DESC LIMIT 10",
                        "SELECT LIST FROM t\nWHERE a ORDER BY b, c DESC LIMIT 10"),
                Arguments.of("DELETE FROM t ORDER BY id LIMIT 1", "SELECT LIST FROM t\nORDER BY id LIMIT 1"),
                Arguments.of(
                        "DELETE FROM t WHERE t.limit = 'WHERE' AND t.order > 1",
                        "SELECT LIST FROM t\nWHERE t.limit = 'WHERE' AND t.order > 1"),
                Arguments.of(
                        "DELETE FROM t WHERE id IN (SELECT id FROM u WHERE x LIMIT 3) AND NOT EXISTS (SELECT 1 FROM v ORDER BY 1)",
                        "SELECT LIST FROM t\nWHERE id IN (SELECT id FROM u WHERE x LIMIT 3) AND NOT EXISTS (SELECT 1 FROM v ORDER BY 1)"),
                Arguments.of(
                        "WITH RECURSIVE d (id) AS (SELECT 1 UNION SELECT id + 1 FROM d), e AS (SELECT 2) -- x\nDELETE FROM t WHERE id IN (SELECT id FROM d)",
                        "WITH RECURSIVE d (id) AS (SELECT 1 UNION SELECT id + 1 FROM d), e AS (SELECT 2)\nSELECT LIST FROM t\nWHERE id IN (SELECT id FROM d)"),
                Arguments.of(
                        "DELETE a FROM a JOIN b ON a.id = b.a_id WHERE b.x",
                        "SELECT DISTINCT LIST FROM a JOIN b ON a.id = b.a_id\nWHERE b.x"),
                Arguments.of("DELETE a FROM a", "SELECT LIST FROM a"),
                Arguments.of(
                        "DELETE FROM a USING a, b WHERE a.id = b.id",
                        "SELECT DISTINCT LIST FROM a, b\nWHERE a.id = b.id"),
                Arguments.of("DELETE FROM a USING (a CROSS JOIN b)", "SELECT DISTINCT LIST FROM (a CROSS JOIN b)"),
                Arguments.of("UPDATE t SET a = 1", "SELECT LIST FROM t"),
                Arguments.of(
                        "UPDATE t AS x SET x.a = (SELECT 1 FROM u WHERE u.id = x.id LIMIT 1) WHERE x.b",
                        "SELECT LIST FROM t AS x\nWHERE x.b"),
                Arguments.of(
                        "UPDATE t PARTITION (p) SET a = CASE WHEN b = 'WHERE' THEN c ELSE d END, e = IF(f, 1, 2) WHERE g ORDER BY id LIMIT 2",
                        "SELECT LIST FROM t PARTITION (p)\nWHERE g ORDER BY id LIMIT 2"),
                Arguments.of(
                        "UPDATE t SET a = 1 /* WHERE */ -- ORDER\nORDER BY id LIMIT 1",
                        "SELECT LIST FROM t\nORDER BY id LIMIT 1"),
                Arguments.of(
                        "UPDATE a LEFT JOIN (SELECT x FROM c WHERE y) d USING (x) SET a.z = d.x WHERE d.x IS NULL",
                        "SELECT DISTINCT LIST FROM a LEFT JOIN (SELECT x FROM c WHERE y) d USING (x)\nWHERE d.x IS NULL"),
                Arguments.of(
                        "UPDATE t USE INDEX FOR JOIN (i), FORCE INDEX (j) SET a = 1",
                        "SELECT LIST FROM t USE INDEX FOR JOIN (i), FORCE INDEX (j)"));
    }

    @ParameterizedTest
    @MethodSource("selects")
    void makesTheSelectFromTheStatementsOwnText(String sql, String expected) {
        assertEquals(expected, select(sql));
    }

    static List<Arguments> targets() {
        return List.of(
                Arguments.of("DELETE s FROM scenarios AS s", List.of(target("scenarios", "s"))),
                Arguments.of("DELETE a, `b`.* FROM a JOIN b ON a.i = b.i", List.of(target("a", "a"), target("b", "b"))),
                Arguments.of("DELETE FROM a.*, b USING a STRAIGHT_JOIN b", List.of(target("a", "a"), target("b", "b"))),
                Arguments.of("DELETE B FROM t b", List.of(target("t", "b"))),
                Arguments.of("DELETE a, b FROM t a, t b", List.of(target("t", "a"), target("t", "b"))),
                Arguments.of("DELETE b FROM (a, (b)) NATURAL LEFT JOIN c", List.of(target("b", "b"))),
                Arguments.of("DELETE b FROM { OJ a LEFT OUTER JOIN b ON a.i = b.i }", List.of(target("b", "b"))),
                Arguments.of("DELETE a FROM a, other.users u WHERE a.i = u.i", List.of(target("a", "a"))),
                Arguments.of(
                        "DELETE a FROM a JOIN JSON_TABLE('[1]', '$[*]' COLUMNS (i INT PATH '$')) AS j ON a.i = j.i",
                        List.of(target("a", "a"))),
                Arguments.of("DELETE FROM t x", List.of(target("t", "x"))),
                Arguments.of(
                        "UPDATE t SET a = 1, `b c` = b = 2, t.d = (1, 2) IN (SELECT 1, 2)",
                        List.of(target("t", "t", "a", "b c", "d"))),
                Arguments.of("UPDATE t x SET x.a = 1", List.of(target("t", "x", "a"))),
                Arguments.of(
                        "UPDATE a JOIN c AS b ON a.i = b.i SET a.x = b.x, b.y = a.y, a.z = NULL",
                        List.of(target("a", "a", "x", "z"), target("c", "b", "y"))));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void namesTheTablesThatAreWritten(String sql, List<Target> expected) {
        assertEquals(expected, CleanupStatement.parse(sql).targets());
    }

    @Test
    void listsEveryNameAndQualifier() {
        CleanupStatement statement = CleanupStatement.parse(
                "DELETE s FROM Scenarios s JOIN `live db`.users u ON u.id = s.user_id WHERE s.title <> 'gqueries' -- areas");

        assertEquals(
                Set.of(
                        "DELETE",
                        "s",
                        "FROM",
                        "Scenarios",
                        "JOIN",
                        "live db",
                        "users",
                        "u",
                        "ON",
                        "id",
                        "user_id",
                        "WHERE",
                        "title"),
                statement.identifiers());
        assertEquals(Set.of("live db", "u", "s"), statement.qualifiers());
    }

    @Test
    void refusesASelectOfATableThatIsNotWritten() {
        CleanupStatement statement = CleanupStatement.parse("DELETE FROM t");

        assertThrows(IllegalArgumentException.class, () -> statement.selectOf(target("u", "u"), "*"));
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of("", 0, "there is no statement"),
                Arguments.of(" -- only a comment\n;", 0, "there is no statement"),
                Arguments.of("DELETE FROM a; DELETE FROM b", 15, "the text goes on behind the semicolon"),
                Arguments.of("DELETE FROM a;;", 14, "the text goes on behind the semicolon"),
                Arguments.of("DELETE FROM a WHERE x = 1\nDELETE FROM b", 26, "a second statement starts with DELETE"),
                Arguments.of("DELETE FROM a\nDELETE FROM b", 14, "a second statement starts with DELETE"),
                Arguments.of("UPDATE a SET x = 1\nUPDATE b SET x = 1", 19, "a second statement starts with UPDATE"),
                Arguments.of("SELECT 1", 0, "the statement is neither DELETE nor UPDATE but starts with SELECT"),
                Arguments.of("TRUNCATE t", 0, "the statement is neither DELETE nor UPDATE but starts with TRUNCATE"),
                Arguments.of(
                        "EXPLAIN DELETE FROM t",
                        0,
                        "the statement is neither DELETE nor UPDATE but starts with EXPLAIN"),
                Arguments.of(
                        "`DELETE` FROM t", 0, "the statement is neither DELETE nor UPDATE but starts with `DELETE`"),
                Arguments.of(
                        "WITH a AS (DELETE) SELECT 1",
                        19,
                        "the statement is neither DELETE nor UPDATE but starts with SELECT"),
                Arguments.of(
                        "DELETE IGNORE FROM t",
                        7,
                        "IGNORE turns errors into warnings, so that rows are left out quietly"),
                Arguments.of(
                        "UPDATE /* x */ ignore t SET a = 1",
                        15,
                        "IGNORE turns errors into warnings, so that rows are left out quietly"),
                Arguments.of("DELETE QUICK FROM t", 7, "QUICK changes how an index is kept, not which rows go"),
                Arguments.of("DELETE LOW_PRIORITY FROM t", 7, "LOW_PRIORITY waits for readers without a limit"),
                Arguments.of(
                        "DELETE /*!50100 IGNORE */ FROM t",
                        7,
                        "a version comment makes the statement another one on another server"),
                Arguments.of(
                        "DELETE FROM ete_production.scenarios",
                        12,
                        "the rule changes ete_production.scenarios, but rules speak of the target's tables only"),
                Arguments.of(
                        "DELETE p.s FROM p.s", 7, "the rule changes p.s, but rules speak of the target's tables only"),
                Arguments.of(
                        "DELETE x FROM p.s x", 7, "the rule changes p.s, but rules speak of the target's tables only"),
                Arguments.of(
                        "UPDATE p.s SET a = 1", 7, "the rule changes p.s, but rules speak of the target's tables only"),
                Arguments.of(
                        "UPDATE s SET p.s.a = 1",
                        13,
                        "the rule changes p.s, but rules speak of the target's tables only"),
                Arguments.of(
                        "UPDATE a, p.b SET b.x = 1",
                        18,
                        "the rule changes p.b, but rules speak of the target's tables only"),
                Arguments.of("DELETE FROM t WHERE a INTO OUTFILE 'x'", 22, "INTO writes outside the target's tables"),
                Arguments.of(
                        "DELETE FROM t WHERE a LIMIT 5", 22, "LIMIT without ORDER BY lets the server choose the rows"),
                Arguments.of(
                        "UPDATE t SET a = 1 LIMIT 5", 19, "LIMIT without ORDER BY lets the server choose the rows"),
                Arguments.of("DELETE FROM t WHERE a RETURNING id", 22, "RETURNING has no place in a cleanup rule"),
                Arguments.of("DELETE FROM t WHERE a GROUP BY b", 22, "GROUP has no place in a cleanup rule"),
                Arguments.of(
                        "DELETE FROM t WHERE (@a := a)",
                        24,
                        ":= assigns a variable, which makes the rows depend on their order"),
                Arguments.of(
                        "UPDATE t SET a := 1", 15, ":= assigns a variable, which makes the rows depend on their order"),
                Arguments.of("DELETE FROM t WHERE a = @x", 24, "the user variable @x has no value in the run"),
                Arguments.of("UPDATE a, b SET x = 1", 16, "SET does not say which table's x it changes"),
                Arguments.of(
                        "UPDATE a, b SET a.x = 1 ORDER BY 1 LIMIT 1",
                        24,
                        "ORDER stands in a statement over several tables, which no server takes"),
                Arguments.of(
                        "DELETE a FROM a, b LIMIT 1",
                        19,
                        "LIMIT stands in a statement over several tables, which no server takes"),
                Arguments.of("UPDATE t x SET t.a = 1", 15, "t is not among the statement's tables"),
                Arguments.of("DELETE HISTORY FROM t", 7, "HISTORY is not among the statement's tables"),
                Arguments.of("DELETE d FROM (SELECT 1) d", 7, "d is a subquery, whose rows cannot be changed"),
                Arguments.of("DELETE FROM a JOIN b USING (id) WHERE b.x", 14, "WHERE is expected, not JOIN"),
                Arguments.of("DELETE FROM a, b WHERE b.x", 13, "WHERE is expected, not ,"),
                Arguments.of("DELETE scenarios WHERE a", 7, "the DELETE has no FROM"),
                Arguments.of("DELETE FROM", 11, "a table is expected, not the end of the text"),
                Arguments.of("DELETE a, FROM a", 10, "a table is expected before FROM"),
                Arguments.of("DELETE a FROM a JOIN", 20, "a table is expected before the end of the text"),
                Arguments.of("DELETE FROM WHERE a", 12, "a table is expected, not WHERE"),
                Arguments.of("UPDATE t WHERE a", 16, "the UPDATE has no SET"),
                Arguments.of("UPDATE t SET a = 1,", 19, "SET expects column = value, not the end of the text"),
                Arguments.of("UPDATE t SET WHERE a", 13, "SET expects column = value, not WHERE"),
                Arguments.of(
                        "UPDATE t FOR PORTION OF p FROM 1 TO 2 SET a = 1",
                        9,
                        "FOR PORTION OF splits rows, which a rule cannot account for"),
                Arguments.of("DELETE FROM t WHERE (a", 20, "this opening parenthesis has no closing one"),
                Arguments.of("DELETE FROM t WHERE a)", 21, "this closing parenthesis has no opening one"),
                Arguments.of("DELETE FROM t WHERE a = 'x", 24, "the quote ' has no end"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(String sql, int offset, String problem) {
        SqlTextException thrown = assertThrows(SqlTextException.class, () -> CleanupStatement.parse(sql));

        assertEquals(problem, thrown.getMessage());
        assertEquals(offset, thrown.offset());
    }

    @Test
    void takesAnyTokensWithoutStumbling() {
        List<String> words = List.of(
                "DELETE",
                "FROM",
                "UPDATE",
                "SET",
                "a",
                "b",
                "`c`",
                ".",
                ",",
                "(",
                ")",
                "*",
                "=",
                "WHERE",
                "JOIN",
                "USING",
                "AS",
                "ORDER",
                "LIMIT",
                "WITH",
                "PARTITION",
                "SELECT",
                "LATERAL",
                "{",
                "OJ",
                "@x",
                "'s'",
                "1",
                "/* x */",
                ";",
                ":");
        Random random = new Random(4711);

        for (int round = 0; round < 20000; round++) {
            StringBuilder sql = new StringBuilder(round % 3 == 0 ? "" : round % 3 == 1 ? "DELETE " : "UPDATE a ");
            for (int i = random.nextInt(14); i >= 0; i--) {
                sql.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            try {
                CleanupStatement.parse(sql.toString());
            } catch (SqlTextException e) {
                assertTrue(e.offset() <= sql.length(), sql.toString());
            } catch (RuntimeException e) {
                throw new AssertionError(sql.toString(), e);
            }
        }
    }
}
