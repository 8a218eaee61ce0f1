package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.report.MarkedSql.Mark;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MarkedSqlTest {
    private static final String SQL = "-- why\n\nDELETE FROM a\nWHERE b = 1\n  AND\tc = 'ＡＰＩ' AND d = 2\n\n";

    @Test
    void leavesOutTheCommentsBeforeAndTheBlankLinesAfter() {
        assertEquals(List.of("DELETE FROM a", "WHERE b = 1", "  AND c = 'ＡＰＩ' AND d = 2"), lines());
    }

    @Test
    void marksPartsOfSeveralLines() {
        assertEquals(
                List.of(
                        "DELETE FROM a",
                        "WHERE b = 1",
                        "      ~~~~~",
                        "  AND c = 'ＡＰＩ' AND d = 2",
                        "  ~~~~~~~~~~~~~~~~ 1"),
                lines(mark("b = 1", "'ＡＰＩ'", "1")));
    }

    @Test
    void putsWhatOverlapsBelow() {
        assertEquals(
                List.of(
                        "DELETE FROM a",
                        "WHERE b = 1",
                        "  AND c = 'ＡＰＩ' AND d = 2",
                        "      ~~~~~~~~~~~~~~~~~~~~~~ 1",
                        "      ~~~~~~~~~~~~ 2   ~~~~~ 3"),
                lines(mark("c =", "d = 2", "1"), mark("c =", "'ＡＰＩ'", "2"), mark("d", "= 2", "3")));
    }

    @Test
    void marksNothingWhereThePlaceIsNotKnown() {
        assertEquals(
                3, lines(new Mark(0, 0, '~', "1", UnaryOperator.identity())).size());
        assertEquals(
                3, lines(new Mark(3, 900, '~', "1", UnaryOperator.identity())).size());
    }

    private static List<String> lines(Mark... marks) {
        return new MarkedSql(SQL, List.of(marks)).lines("");
    }

    private static Mark mark(String first, String last, String label) {
        int to = SQL.indexOf(last, SQL.indexOf(first)) + last.length();
        return new Mark(SQL.indexOf(first), to, '~', label, UnaryOperator.identity());
    }
}
