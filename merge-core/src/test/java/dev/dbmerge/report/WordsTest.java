package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void spellsTimesByTheirSize() {
        assertEquals("850 ms", Words.time(Duration.ofMillis(850)));
        assertEquals("12.3 s", Words.time(Duration.ofMillis(12_345)));
        assertEquals("4 min 5 s", Words.time(Duration.ofSeconds(245)));
        assertEquals("2 h 3 min", Words.time(Duration.ofMinutes(123)));
    }

    @Test
    void spellsSharesAndCounts() {
        assertEquals("41,234 of 50,000 (82.5 %)", Words.share(41_234, 50_000));
        assertEquals("0 of 0", Words.share(0, 0));
        assertEquals("1 check", Words.count(1, "check"));
        assertEquals("2,000 checks", Words.count(2_000, "check"));
    }
}
