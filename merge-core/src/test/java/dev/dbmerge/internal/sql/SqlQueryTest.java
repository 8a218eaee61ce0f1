package dev.dbmerge.internal.sql;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlQueryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "WITH a AS (SELECT 1) SELECT * FROM a",
                "(SELECT 1) UNION (SELECT 2)",
                "SELECT SUBSTRING(a FROM 1 FOR 2), t.into FROM `${ete.target}`.t -- FOR UPDATE",
                "SELECT * FROM ${target}.scenarios WHERE title = 'INTO; OUTFILE'"
            })
    void takesAnySelect(String sql) {
        assertEquals(sql, SqlQuery.parse(sql).text());
    }

    @Test
    void leavesOutTheClosingSemicolon() {
        assertEquals("SELECT 1  -- one", SqlQuery.parse("SELECT 1; -- one\n").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "SELECT 1; SELECT 2",
                "DELETE FROM a",
                "WITH a AS (SELECT 1) DELETE FROM a",
                "TABLE a",
                "(DELETE)",
                "SELECT 1 INTO @a",
                "SELECT * FROM a FOR SHARE",
                "SELECT * FROM (SELECT 1 FOR UPDATE) a",
                "SELECT (1",
                "SELECT 1 /*!50000 INTO OUTFILE 'a' */"
            })
    void refusesEverythingElse(String sql) {
        assertThrows(SqlTextException.class, () -> SqlQuery.parse(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "COALESCE(a, 'b;')",
                "CASE WHEN a THEN b END",
                "(SELECT MAX(b) FROM c)",
                "t.order /* x */",
                "a IS NULL"
            })
    void takesAnExpression(String sql) {
        assertDoesNotThrow(() -> SqlExpression.check(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/* x */",
                "a;",
                "a, b",
                "a AS b",
                "a FROM b",
                "SELECT 1",
                "(a",
                "a)",
                "a # b",
                "'a",
                "a /*! , b */"
            })
    void refusesWhatIsNotOneExpression(String sql) {
        assertThrows(SqlTextException.class, () -> SqlExpression.check(sql));
    }
}
