package dev.dbmerge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.report.MutantResult.Fate;
import dev.dbmerge.report.TextReport.Detail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestTextTest {
    private final TextReport plain = new TextReport(Ink.PLAIN);

    @Test
    void showsALineASubject() throws IOException {
        assertEquals(golden("test-passed.txt"), brief(TestSamples.passed(), TestSamples.etm()));
    }

    @Test
    void showsWhatFailed() throws IOException {
        assertEquals(golden("test-failed.txt"), brief(TestSamples.failed()));
    }

    @Test
    void marksWhatNoCaseNotices() throws IOException {
        assertEquals(golden("test-unnoticed.txt"), brief(TestSamples.unnoticed()));
    }

    @Test
    void keepsTheChangesUntilTheCasesPass() {
        TestReport failed = TestSamples.failed();
        TestReport unnoticed = TestSamples.unnoticed();
        TestReport both = new TestReport(
                failed.name(),
                failed.spec(),
                failed.server(),
                failed.structure(),
                failed.cases(),
                unnoticed.coverage(),
                List.of(),
                failed.took());

        String brief = brief(both);
        String whole = plain.test(List.of(both), Detail.WHOLE, TestSamples.FOLDER);

        assertTrue(brief.contains("\n    Changes are shown when all its cases pass, or with -v.\n"), brief);
        assertFalse(brief.contains("accepted.yml"), brief);
        assertTrue(whole.contains("accepted.yml"), whole);
    }

    @Test
    void ticksWhatIsNoticedWhereMoreIsAskedFor() throws IOException {
        assertEquals(
                golden("test-whole.txt"),
                plain.test(List.of(TestSamples.unnoticed()), Detail.WHOLE, TestSamples.FOLDER));
    }

    @Test
    void showsFilesAsTheyAreWhereNoFolderIsNamed() {
        String text = plain.test(TestSamples.failed());

        assertTrue(text.contains("/shop/web1/sql/ete/cases/010-stale-scenarios/first.yml:12:3\n"), text);
    }

    @Test
    void addsNothingButColours() {
        List<TestReport> reports = List.of(TestSamples.failed(), TestSamples.unnoticed(), TestSamples.etm());

        String coloured = new TextReport(Ink.ANSI).test(reports, Detail.WHOLE, TestSamples.FOLDER);

        assertTrue(coloured.contains("\u001B[1;31mFAILED\u001B[0m"), coloured);
        assertEquals(
                plain.test(reports, Detail.WHOLE, TestSamples.FOLDER), coloured.replaceAll("\u001B\\[[0-9;]+m", ""));
    }

    @Test
    void saysThatThereIsNothingToTest() {
        TestReport empty = new TestReport(
                "shop",
                Path.of("merge.yml"),
                "MySQL 8.0.36",
                "staging",
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO);

        assertEquals("""
                shop on MySQL 8.0.36, structure from staging
                  nothing to test: no cleanup rule, no overlay with expressions, no check
                no case ran in 0 ms
                """, plain.test(empty));
    }

    @Test
    void countsChangesBeyondTheTenth() {
        List<MutantResult> many = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> TestSamples.mutant("change " + i, Fate.UNNOTICED, "title", "no case shows it"))
                .toList();
        RuleCoverage coverage = TestSamples.coverage(many, List.of());

        List<String> brief = new CoverageText(coverage, "cases/x", Detail.BRIEF, Ink.PLAIN).lines();
        List<String> whole = new CoverageText(coverage, "cases/x", Detail.WHOLE, Ink.PLAIN).lines();

        assertEquals("    ... and 2 more; -v shows them.", brief.get(brief.size() - 1));
        assertTrue(whole.contains(
                "    12  change 12: no case shows it. No row that shows it was found; write a case in cases/x/,"));
    }

    private String brief(TestReport... reports) {
        return plain.test(List.of(reports), Detail.BRIEF, TestSamples.FOLDER);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TestTextTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
