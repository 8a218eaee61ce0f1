package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CellPairTest {
    private static final String LONG = "x".repeat(60);

    @Test
    void leavesShortValuesAsTheyAre() {
        assertEquals(new CellPair("'API '", "NULL"), pair("'API '", "NULL"));
    }

    @Test
    void spellsWhatNobodySees() {
        assertEquals(new CellPair("'a\\u00a0b\\u200b\\u0009'", "'e\\u0301'"), pair("'a\u00a0b\u200b\t'", "'e\u0301'"));
    }

    @Test
    void showsThePartOfLongValuesThatDiffers() {
        assertEquals(new CellPair("...xxxxxxxxyes'", "...xxxxxxxxno'"), pair("'" + LONG + "yes'", "'" + LONG + "no'"));
    }

    @Test
    void cutsTheEndOfLongValuesThatDifferEarly() {
        assertEquals(new CellPair("'" + "x".repeat(28) + "...", "NULL"), pair("'" + LONG + "'", "NULL"));
        assertEquals(
                new CellPair("...xxxxxxxxa" + "x".repeat(20) + "...", "...xxxxxxxxb" + "x".repeat(20) + "..."),
                pair(LONG + "a" + LONG, LONG + "b" + LONG));
    }

    @Test
    void cutsNoCharacterInHalf() {
        String smile = "\uD83D\uDE00";

        assertEquals(new CellPair(smile.repeat(29) + "...", ""), pair(smile.repeat(40), ""));
    }

    private static CellPair pair(String expected, String actual) {
        return CellPair.of(new CaseDifference("t", "id 1", "c", expected, actual));
    }
}
