package dev.dbmerge.testing;

import static dev.dbmerge.testing.CaseRow.ago;
import static dev.dbmerge.testing.CaseRow.ahead;
import static dev.dbmerge.testing.CaseRow.now;
import static dev.dbmerge.testing.CaseRow.row;
import static dev.dbmerge.testing.Expected.changed;
import static dev.dbmerge.testing.Expected.exactly;
import static dev.dbmerge.testing.Expected.kept;
import static dev.dbmerge.testing.Expected.removed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.internal.cases.RuleCase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Compares cases that are written in Java with those that are read from a file. */
class CodeCaseTest {
    @TempDir
    private Path folder;

    private RuleTestsSample sample;

    @BeforeEach
    void write() throws IOException {
        sample = new RuleTestsSample(folder);
    }

    private RuleTests rules() {
        return sample.open(100);
    }

    /** Leaves out where things stand, which differs. */
    private static String written(RuleCase ruleCase) {
        return ruleCase.toString().replaceAll("at=[^,\\]]+", "at");
    }

    private void assertSameAsFile(String name, String yaml) throws IOException {
        RuleTestsSample.write(folder, "cases/" + name + "/another.yml", "case: as written\n" + yaml);

        RuleCase read = rules().cases().stream()
                .filter(each -> each.name().equals("as written"))
                .findFirst()
                .orElseThrow()
                .ruleCase();

        assertEquals(written(read), written(sample.ran.get(0)));
    }

    @Test
    void aWordForEveryRow() throws IOException {
        rules().rule("010-carts")
                .named("as written")
                .given("carts", row("id", 1, "user_id", null))
                .removed();

        assertSameAsFile("010-carts", "given: { carts: { id: 1, user_id: null } }\nexpect: removed\n");
    }

    @Test
    void rowsByKeyByValuesAndWithNewValues() throws IOException {
        rules().rule("010-carts")
                .named("as written")
                .now("2026-02-28 12:00:00")
                .given("users", row("id", 7))
                .given("carts", row("id", 1), row("id", 2, "title", "API "), row("id", 3, "title", null))
                .expect(removed(1), removed(row("title", null)), kept(2), changed(row("id", 3, "title", "")));

        assertSameAsFile("010-carts", """
                now: 2026-02-28 12:00:00
                given:
                  users: { id: 7 }
                  carts: [{ id: 1 }, { id: 2, title: 'API ' }, { id: 3, title: null }]
                expect:
                  removed: [1, { title: null }]
                  kept: [2]
                  changed: [{ id: 3, title: '' }]
                """);
    }

    @Test
    void keysOfSeveralColumnsAndSeveralTables() throws IOException {
        rules().rule("010-carts")
                .named("as written")
                .given("carts", row("id", 1))
                .expect(removed(1, 2).in("carts"), exactly(row("id", 3)).in("users"));

        assertSameAsFile("010-carts", """
                given: { carts: { id: 1 } }
                expect: { carts: { removed: [[1, 2]] }, users: [{ id: 3 }] }
                """);
    }

    @Test
    void overlays() throws IOException {
        rules().overlay("users")
                .named("as written")
                .production("users", row("id", 1, "m", 3))
                .staging("users", row("id", 9))
                .gives(row("id", 1, "n", 4));

        assertSameAsFile("users", """
                given: { production: { users: { id: 1, m: 3 } }, staging: { users: { id: 9 } } }
                expect: [{ id: 1, n: 4 }]
                """);
    }

    @Test
    void checksThatHold() throws IOException {
        rules().check("010-no-cart").named("as written").holds();

        assertSameAsFile("010-no-cart", "expect: holds\n");
    }

    @Test
    void checksThatFindSomething() throws IOException {
        rules().check("010-no-cart").named("as written").given("carts", row()).finds();

        assertSameAsFile("010-no-cart", "given: { carts: {} }\nexpect: found\n");
    }

    @Test
    void checksThatFindTheseRows() throws IOException {
        rules().check("010-no-cart")
                .named("as written")
                .given("carts", row("id", 1))
                .finds(row("id", 1));

        assertSameAsFile("010-no-cart", "given: { carts: { id: 1 } }\nexpect: { found: [{ id: 1 }] }\n");
    }

    @Test
    void aValueIsSpelledAsItsColumnTakesIt() {
        CaseRow row = row("a", now(), "b", ago(3, ChronoUnit.DAYS), "c", ahead(90, ChronoUnit.MINUTES));
        CaseRow typed = row(
                "a",
                new byte[] {0, (byte) 0xff},
                "b",
                new BigDecimal("1E+3"),
                "c",
                LocalDate.of(2026, 2, 28),
                "d",
                LocalDateTime.of(2026, 2, 28, 12, 0),
                "e",
                Instant.parse("2026-02-28T12:00:00.5Z"),
                "f",
                LocalTime.of(1, 2, 3),
                "g",
                true,
                "h",
                "it's now");

        assertEquals("{ a: now, b: now - 3 days, c: now + 90 minutes }", row.toString());
        assertEquals(
                "{ a: 0x00ff, b: 1000, c: '2026-02-28', d: '2026-02-28 12:00:00', e: '2026-02-28 12:00:00.500000',"
                        + " f: '01:02:03', g: true, h: 'it''s now' }",
                typed.toString());
    }

    @Test
    void whatNoColumnTakesIsRefused() {
        assertEquals(
                "a row of a case takes texts, numbers, booleans, enums, byte[] and values of java.time, but not"
                        + " java.lang.Object",
                assertThrows(IllegalArgumentException.class, () -> row("a", new Object()))
                        .getMessage());
        assertEquals(
                "the last column of the row has no value: b",
                assertThrows(IllegalArgumentException.class, () -> row("a", 1, "b"))
                        .getMessage());
        assertEquals(
                "now is written as 2026-02-28 12:00:00 (UTC), unlike 28/2/2026",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> rules().rule("010-carts").now("28/2/2026"))
                        .getMessage());
    }

    @Test
    void aFailureIsATableAndNamesTheLine() {
        CleanupCase bad = rules().rule("010-carts").named("bad").given("carts", row("id", 2));

        AssertionFailedError error = assertThrows(AssertionFailedError.class, bad::kept);

        int line = sample.ran.get(0).at().line();
        assertEquals(
                "cleanup:010-carts: bad (failed) src/test/java/dev/dbmerge/testing/CodeCaseTest.java:" + line + """
                        :1
                            table  row   expected  actual
                            carts  id 2  removed   kept""",
                error.getMessage());
        assertEquals("carts id 2: removed", error.getExpected().getStringRepresentation());
    }

    @Test
    void aCaseWithoutANameHasItsFileAndLine() {
        int line = StackWalker.getInstance()
                .walk(frames -> frames.findFirst().orElseThrow().getLineNumber());
        rules().rule("010-carts").given("carts", row()).kept();

        assertEquals("CodeCaseTest.java:" + (line + 1), sample.ran.get(0).name());
    }
}
