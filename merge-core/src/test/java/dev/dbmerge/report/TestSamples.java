package dev.dbmerge.report;

import dev.dbmerge.error.Position;
import dev.dbmerge.report.CaseResult.Verdict;
import dev.dbmerge.report.MutantResult.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What cases of ETE's and ETM's rules show. */
final class TestSamples {
    static final Path FOLDER = Path.of("/shop/web1");
    static final String STALE = "cleanup:010-stale-scenarios";
    static final String SQL = """
            -- API scenarios that nobody owns
            DELETE FROM scenarios
            WHERE user_id IS NULL AND protected IS NULL AND (title = 'API' OR title IS NULL)
            """;

    private static final Path ETE = FOLDER.resolve("sql/ete");
    private static final Path RULE = ETE.resolve("cleanup/010-stale-scenarios.sql");

    private TestSamples() {}

    static TestReport passed() {
        List<CaseResult> cases = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            cases.add(passed(STALE, "case " + i, i));
        }
        cases.add(passed("overlay:users", "counts of log-ins move", 1));
        return ete(
                cases,
                List.of(coverage(
                        List.of(
                                mutant("drop user_id IS NULL", Fate.NOTICED, "user_id IS NULL", "an owned one"),
                                mutant("drop protected IS NULL", Fate.NOTICED, "protected IS NULL", "a protected one"),
                                mutant("title < 'API'", Fate.ACCEPTED, "title = 'API'", "titles are not ordered")),
                        List.of())),
                List.of());
    }

    static TestReport etm() {
        return new TestReport(
                "etm",
                FOLDER.resolve("sql/etm/merge.yml"),
                "MariaDB 11.4.5",
                "/shop/web1/sql/etm/demo",
                List.of(passed("cleanup:010-sessions", "a session", 1)),
                List.of(new RuleCoverage(
                        "cleanup:010-sessions",
                        FOLDER.resolve("sql/etm/cleanup/010-sessions.sql"),
                        "DELETE FROM sessions",
                        "",
                        List.of(),
                        List.of())),
                List.of(),
                Duration.ofMillis(1_200));
    }

    /** A case that failed, one that is open, one that the server refused, notes, and rules without a case. */
    static TestReport failed() {
        return ete(
                List.of(
                        passed(STALE, "an owned one is kept", 3),
                        new CaseResult(
                                STALE,
                                "a protected scenario is kept",
                                at(STALE, 12),
                                Verdict.FAILED,
                                List.of(),
                                List.of(new CaseDifference("scenarios", "id 4", "", "kept", "removed")),
                                List.of(),
                                Duration.ofMillis(31)),
                        new CaseResult(
                                "overlay:users",
                                "names are, 100 %: carried \u0007over",
                                at("overlay:users", 1),
                                Verdict.FAILED,
                                List.of("The rule removes more the second time."),
                                List.of(
                                        new CaseDifference("users", "id 1", "name", "'API '", "'\uff21\uff30\uff29'"),
                                        new CaseDifference("users", "id 1", "bio", "'a\u3000b'", "NULL"),
                                        new CaseDifference(
                                                "users",
                                                "id 2",
                                                "bio",
                                                "'It was a dark and stormy night; the rain fell in torrents'",
                                                "'It was a dark and stormy day; the rain fell in torrents'")),
                                List.of(),
                                Duration.ofMillis(8)),
                        new CaseResult(
                                "check:020-areas",
                                "an area without scenarios",
                                at("check:020-areas", 7),
                                Verdict.UNDECIDED,
                                List.of(),
                                List.of(new CaseDifference("areas", "id 1", "", "?", "found")),
                                List.of(),
                                Duration.ofMillis(4)),
                        new CaseResult(
                                "check:020-areas",
                                "a year that is none",
                                at("check:020-areas", 12),
                                Verdict.BROKEN,
                                List.of(at("check:020-areas", 12)
                                        + ": The server refuses areas.year = 'x': Incorrect integer value."),
                                List.of(),
                                List.of(),
                                Duration.ofMillis(4))),
                List.of(coverage(List.of(), List.of())),
                List.of("cleanup:020-orphans", "check:030-passwords"));
    }

    static TestReport unnoticed() {
        CaseResult noted = new CaseResult(
                STALE,
                "an owned one is kept",
                at(STALE, 3),
                Verdict.PASSED,
                List.of(),
                List.of(),
                List.of("The rule removes 1 more row of scenarios when it runs again."),
                Duration.ofMillis(12));
        return ete(
                List.of(noted, passed(STALE, "another", 9)),
                List.of(coverage(
                        List.of(
                                mutant("drop user_id IS NULL", Fate.NOTICED, "user_id IS NULL", "an owned one is kept"),
                                new MutantResult(
                                        "drop protected IS NULL",
                                        "DELETE FROM scenarios",
                                        Fate.UNNOTICED,
                                        SQL.indexOf("protected"),
                                        SQL.indexOf(" AND (title"),
                                        "no case has a row that only this condition keeps",
                                        Optional.of(
                                                "- given: { scenarios: { title: API, protected: 1 } }\n  expect: kept\n")),
                                mutant(
                                        "title IN ('API', 'x'), or so",
                                        Fate.UNNOTICED,
                                        "title = 'API' OR title IS NULL",
                                        "no case has another title"),
                                mutant("title <> 'API'", Fate.UNNOTICED, "title = 'API'", "no case has a title"),
                                mutant("title IS NOT NULL", Fate.ACCEPTED, "title IS NULL", "titles are never NULL")),
                        List.of("accepted.yml accepts drop x, which the rule does not have."))),
                List.of());
    }

    static RuleCoverage coverage(List<MutantResult> mutants, List<String> notes) {
        return new RuleCoverage(STALE, RULE, SQL, "", mutants, notes);
    }

    static MutantResult mutant(String name, Fate fate, String part, String said) {
        int from = SQL.indexOf(part);
        return new MutantResult(name, "DELETE", fate, from, from + part.length(), said, Optional.empty());
    }

    private static TestReport ete(List<CaseResult> cases, List<RuleCoverage> coverage, List<String> untested) {
        return new TestReport(
                "ete",
                ETE.resolve("merge.yml"),
                "MariaDB 11.4.5",
                "/shop/web1/sql/ete/demo",
                cases,
                coverage,
                untested,
                Duration.ofMillis(2_700));
    }

    static CaseResult passed(String subject, String name, int line) {
        return new CaseResult(
                subject,
                name,
                at(subject, line),
                Verdict.PASSED,
                List.of(),
                List.of(),
                List.of(),
                Duration.ofMillis(12));
    }

    private static Position at(String subject, int line) {
        return new Position(
                ETE.resolve("cases")
                        .resolve(subject.substring(subject.indexOf(':') + 1))
                        .resolve("first.yml"),
                line,
                3);
    }
}
