package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.report.TestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {
    @TempDir
    private Path folder;

    private RuleTestsSample sample;

    @BeforeEach
    void write() throws IOException {
        sample = new RuleTestsSample(folder);
    }

    @Test
    void aRunTellsOfEveryCaseAndRuleAndOfWhatNothingTests() {
        List<String> told = new ArrayList<>();
        TestListener listener = new TestListener() {
            @Override
            public void caseStarted(TestCase testCase) {
                told.add("case " + testCase);
            }

            @Override
            public void caseEnded(TestCase testCase, CaseResult result) {
                told.add(testCase.name() + " " + result.verdict());
            }

            @Override
            public void coverageStarted(String subject) {
                told.add("coverage of " + subject);
            }

            @Override
            public void coverageEnded(RuleCoverage coverage) {
                told.add(coverage.subject() + " " + coverage.percent());
            }
        };

        TestReport report = sample.open(100).run(listener);

        assertEquals(
                List.of(
                        "case cleanup:010-carts: good",
                        "good PASSED",
                        "case cleanup:010-carts: bad",
                        "bad FAILED",
                        "coverage of cleanup:010-carts",
                        "cleanup:010-carts 50.0"),
                told);
        assertEquals(List.of("overlay:users", "cleanup:020-users", "check:010-no-cart"), report.untested());
        assertEquals(
                "shop on MariaDB 11.4.5, structure.sql",
                report.name() + " on " + report.server() + ", " + report.structure());
    }

    @Test
    void aRunOfSomeCasesSaysNothingOfCoverageAndOfUntestedSteps() {
        RuleTests some = new RuleTests(
                sample.spec,
                new dev.dbmerge.internal.cases.CaseSuite(List.of(), java.util.Map.of()),
                sample,
                new RuleTests.Scope(false, true, 100));

        TestReport report = some.run();

        assertEquals(List.of(), report.coverage());
        assertEquals(List.of(), report.untested());
    }

    @Test
    void suggestedCasesAreOpenAndNeverReplaceAFile() throws IOException {
        Path first = folder.resolve("cases/010-carts/suggested.yml");
        Path second = folder.resolve("cases/010-carts/suggested-2.yml");

        List<Path> files = sample.open(100).suggest();
        List<Path> more = sample.open(100).suggest();

        assertEquals(List.of(first), files);
        assertEquals("# notices: drop it\n- given: { carts: { id: 4 } }\n  expect: ?\n", Files.readString(first));
        assertEquals(List.of(second), more);
    }

    @Test
    void aSuggestionIsACaseThatItsAuthorHasToDecide() {
        sample.open(100).suggest();

        TestCase suggested = sample.open(100).cases().get(2);

        assertEquals("suggested", suggested.name());
        assertTrue(suggested.ruleCase().expected().undecided());
    }

    @Test
    void nothingIsWrittenWhereNothingIsMissing() {
        sample.revealing = Optional.empty();

        assertEquals(List.of(), sample.open(100).suggest());
    }

    @Test
    void suggestionsLieInTheFolderThatHoldsTheRulesCases() throws IOException {
        Files.move(folder.resolve("cases/010-carts"), folder.resolve("cases/cleanup-010-carts"));

        List<Path> files = sample.open(100).suggest();

        assertEquals(List.of(folder.resolve("cases/cleanup-010-carts/suggested.yml")), files);
    }

    @Test
    void aStepThatTheSpecDoesNotHaveIsNamedWithThoseThatItHas() {
        RuleTests rules = sample.open(100);

        String rule = assertThrows(IllegalArgumentException.class, () -> rules.rule("010-cart"))
                .getMessage();
        String overlay = assertThrows(IllegalArgumentException.class, () -> rules.overlay("user"))
                .getMessage();
        String check = assertThrows(IllegalArgumentException.class, () -> rules.check("x"))
                .getMessage();

        Path file = folder.resolve("merge.yml");
        assertEquals(file + " has no cleanup rule 010-cart; it has [010-carts, 020-users]", rule);
        assertEquals(file + " has no overlay of user; it has [users, carts]", overlay);
        assertEquals(file + " has no check x; it has [010-no-cart]", check);
    }

    @Test
    void closingClosesTheDatabases() {
        sample.open(100).close();

        assertTrue(sample.closed);
    }
}
