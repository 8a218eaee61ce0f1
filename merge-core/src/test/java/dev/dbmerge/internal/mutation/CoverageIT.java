package dev.dbmerge.internal.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.server.Product;
import dev.dbmerge.report.MutantResult;
import dev.dbmerge.report.MutantResult.Fate;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class CoverageIT {
    private static final String PAGES =
            "CREATE TABLE pages (id INT PRIMARY KEY, title VARCHAR(20), hidden TINYINT(1));";
    private static final String RULE = "DELETE FROM pages WHERE title = 'draft' AND hidden IS NULL";
    private static final Path ETE = Path.of("..", "sql", "ete");

    @TempDir
    Path folder;

    /** Each rule without a case, then with what its coverage proposed. */
    @ServerTest
    void theProposedCasesNoticeEveryChangeThatTheyWereProposedFor(TestServer server) throws IOException {
        List<Path> specs = new ArrayList<>(List.of(CoverageFixture.copy(ETE, folder.resolve("ete"))));
        for (String block : resource().split("\n\n(?=-- )")) {
            String[] parts = block.split("\n====\n");
            specs.add(CoverageFixture.write(folder.resolve("spec-" + specs.size()), parts[0], parts[1]));
        }
        List<String> missed = new ArrayList<>();
        for (Path spec : specs) {
            try (CoverageFixture fixture = new CoverageFixture(server, spec)) {
                for (CleanupRule rule : fixture.spec.cleanup()) {
                    RuleCoverage without = fixture.cover(rule);
                    fixture.paste(rule, without);
                    RuleCoverage with = fixture.cover(rule);
                    assertEquals("", with.outside());
                    assertTrue(without.of(Fate.NOTICED).isEmpty());
                    missed.addAll(with.of(Fate.UNNOTICED).stream()
                            .map(mutant -> spec.getParent().getFileName() + ": " + mutant.name())
                            .toList());
                    missed.addAll(with.notes().stream()
                            .filter(note -> note.contains("does not pass"))
                            .toList());
                }
            }
        }

        assertEquals("", String.join("\n", missed));
    }

    private static String resource() throws IOException {
        try (InputStream stream = CoverageIT.class.getResourceAsStream("/mutation/loop.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path pages() throws IOException {
        return CoverageFixture.write(folder.resolve("pages"), PAGES, RULE);
    }

    @ServerTest
    void aChangeThatNoCaseNoticesIsToldWithARow(TestServer server) throws IOException {
        try (CoverageFixture fixture = new CoverageFixture(server, pages())) {
            CleanupRule rule = fixture.spec.cleanup().get(0);
            fixture.write(rule, "titles.yml", """
                    - case: a draft goes
                      given: { pages: [{ id: 1, title: draft }, { id: 2, title: page }, { id: 3, title: '' }] }
                      expect: { removed: [1] }
                    """);

            RuleCoverage coverage = fixture.cover(rule);

            MutantResult unnoticed = mutant(coverage, "drop hidden IS NULL");
            assertEquals(List.of(unnoticed), coverage.of(Fate.UNNOTICED));
            assertEquals("no case has a row that only this condition keeps", unnoticed.said());
            assertEquals(
                    Optional.of("- given: { pages: { title: draft, hidden: 1 } }\n  expect: kept"),
                    unnoticed.revealing());
            assertEquals("hidden IS NULL", RULE.substring(unnoticed.from(), unnoticed.to()));
            assertEquals(
                    "a draft goes", mutant(coverage, "drop title = 'draft'").said());
        }
    }

    @ServerTest
    void anAcceptedChangeIsNotAskedFor(TestServer server) throws IOException {
        try (CoverageFixture fixture = new CoverageFixture(server, pages())) {
            CleanupRule rule = fixture.spec.cleanup().get(0);
            fixture.write(rule, "titles.yml", "- { case: all, given: { pages: { title: draft } }, expect: removed }\n");
            fixture.write(rule, "accepted.yml", """
                    - { change: drop hidden IS NULL, reason: nothing is hidden any more }
                    - { change: hidden IS NULL -> hidden IS NOT NULL, reason: noticed all the same }
                    - { change: drop what is not there, reason: an older text }
                    """);

            RuleCoverage coverage = fixture.cover(rule);

            MutantResult accepted = mutant(coverage, "drop hidden IS NULL");
            assertEquals(Fate.ACCEPTED, accepted.fate());
            assertEquals("nothing is hidden any more", accepted.said());
            assertEquals(2, coverage.notes().size(), () -> coverage.notes().toString());
            assertTrue(
                    coverage.notes()
                            .get(0)
                            .endsWith(
                                    "accepted.yml:2:3 accepts 'hidden IS NULL -> hidden IS NOT NULL', which the case 'all' notices; take it out"),
                    coverage.notes().get(0));
            assertTrue(
                    coverage.notes()
                            .get(1)
                            .endsWith("accepts 'drop what is not there', which is no change of this rule; take it out"),
                    coverage.notes().get(1));
        }
    }

    @ServerTest
    void aCaseThatDoesNotPassNoticesNothing(TestServer server) throws IOException {
        try (CoverageFixture fixture = new CoverageFixture(server, pages())) {
            CleanupRule rule = fixture.spec.cleanup().get(0);
            fixture.write(rule, "titles.yml", "- { case: wrong, given: { pages: { title: draft } }, expect: kept }\n");

            RuleCoverage coverage = fixture.cover(rule);

            assertEquals(List.of(), coverage.of(Fate.NOTICED));
            assertEquals(List.of("the case 'wrong' does not pass, so it notices no change"), coverage.notes());
        }
    }

    @ServerTest
    void aChangeThatTheServerRefusesIsNone(TestServer server) throws IOException {
        Path spec = CoverageFixture.write(
                folder.resolve("collations"), PAGES, "DELETE FROM pages WHERE title COLLATE 'utf8mb4_bin' = 'x'");
        try (CoverageFixture fixture = new CoverageFixture(server, spec)) {
            String rule = fixture.spec.cleanup().get(0).sql();
            String refused = "'utf8mb4_bin' -> 'another'";

            RuleCoverage coverage = fixture.cover(fixture.spec.cleanup().get(0));

            List<String> all = new Mutator(fixture.testbed.target(), Product.MYSQL)
                    .mutate(rule).mutants().stream().map(Mutant::name).toList();
            List<String> counted =
                    coverage.mutants().stream().map(MutantResult::name).toList();
            assertTrue(all.contains(refused), all::toString);
            assertFalse(counted.contains(refused), counted::toString);
            assertTrue(counted.contains("'x' -> ''"), counted::toString);
        }
    }

    @ServerTest
    void whatIsMissingBecomesOneFileWithoutExpectations(TestServer server) throws IOException {
        try (CoverageFixture fixture = new CoverageFixture(server, pages())) {
            CleanupRule rule = fixture.spec.cleanup().get(0);
            String suggested = Suggestions.of(fixture.cover(rule));

            assertTrue(suggested.contains("""
                            # would notice: drop hidden IS NULL
                            - given: { pages: { title: draft, hidden: 1 } }
                              # the rule as it is: expect: kept
                              expect: ?
                            """), suggested);
            fixture.write(rule, "suggested.yml", suggested);
            RuleCoverage undecided = fixture.cover(rule);
            assertEquals(List.of(), undecided.of(Fate.NOTICED));
            fixture.write(
                    rule,
                    "suggested.yml",
                    suggested.replaceAll("(?m)^  expect: \\?\n", "").replace("# the rule as it is: expect", "expect"));
            assertEquals(100, fixture.cover(rule).percent());
        }
    }

    private static MutantResult mutant(RuleCoverage coverage, String name) {
        return coverage.mutants().stream()
                .filter(mutant -> mutant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + coverage.mutants()));
    }
}
