package dev.dbmerge.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
    private static List<String> texts(String sql) {
        return SqlText.tokens(sql).stream().map(Token::text).toList();
    }

    private static List<Token.Kind> kinds(String sql) {
        return SqlText.tokens(sql).stream().map(Token::kind).toList();
    }

    @Test
    void leavesOutCommentsOfEveryKind() {
        assertEquals(List.of("a", "b", "c", "d"), texts("a -- x ' \n b # y `\n/* z \" /* */ c /*+ HINT(t) */ d --"));
    }

    @Test
    void takesTwoMinusesWithoutABlankAsSymbols() {
        assertEquals(List.of("5", "-", "-", "3"), texts("5--3"));
    }

    @Test
    void takesTheContentOfVersionCommentsAsCode() {
        assertEquals(List.of("a", "b", "c", "1"), texts("a /*!50100 b /* x */ */ /*M!100100 c */ /*!8000401 */"));
    }

    @Test
    void keepsQuotedTextsWhole() {
        assertEquals(
                List.of("'it''s; \\' -- x'", "\"a\\\\\"", "`we``ird; /*`"),
                texts("'it''s; \\' -- x' \"a\\\\\" `we``ird; /*`"));
        assertEquals("we`ird; /*", SqlText.tokens("`we``ird; /*`").get(0).name());
    }

    @Test
    void takesANonBreakingSpaceAsPartOfAName() {
        assertEquals(List.of("a\u00a0b", "c"), texts("a\u00a0b\u000bc"));
    }

    @ParameterizedTest
    @CsvSource({"12, NUMBER", "0x1F, NUMBER", "1e5, NUMBER", "2fa_tokens, WORD", "1_000, WORD", "über, WORD", "$a, WORD"
    })
    void tellsNumbersFromNamesThatStartWithADigit(String sql, Token.Kind kind) {
        assertEquals(List.of(kind), kinds(sql));
    }

    @Test
    void takesVariablesAsOneToken() {
        assertEquals(List.of("@a", "@@global", ".", "b"), texts("@a @@global.b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a 'b|2|the quote ' has no end",
                "a `b|2|the quote ` has no end",
                "a /* b|2|a comment has no end",
                "a /*! b|2|a comment has no end"
            })
    void namesTheStartOfWhatHasNoEnd(String sql, int offset, String problem) {
        SqlTextException thrown = assertThrows(SqlTextException.class, () -> SqlText.tokens(sql));

        assertEquals(problem, thrown.getMessage());
        assertEquals(offset, thrown.offset());
    }
}
