package dev.dbmerge.cli;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.CaseResult.Verdict;
import dev.dbmerge.report.MutantResult;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.report.TestReport;
import dev.dbmerge.spec.MergeSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tests that end as planned, without a server, and that remember what they were asked. */
final class FakeRuleTesting implements RuleTesting {
    static final String SQL = "DELETE FROM carts WHERE paid = 1";

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, List<CaseResult>> cases = new HashMap<>();
    private final Map<String, List<String>> untested = new HashMap<>();
    private final Map<String, MergeException> failures = new HashMap<>();
    private boolean unnoticed;

    FakeRuleTesting with(String spec, Verdict... verdicts) {
        List<CaseResult> results = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            results.add(result(results.size() + 1, verdict));
        }
        cases.put(spec, results);
        return this;
    }

    FakeRuleTesting untested(String spec, String... steps) {
        untested.put(spec, List.of(steps));
        return this;
    }

    FakeRuleTesting unnoticed() {
        unnoticed = true;
        return this;
    }

    FakeRuleTesting failing(String spec, MergeException failure) {
        failures.put(spec, failure);
        return this;
    }

    RuleTesting start(String server) {
        asked.add("start " + server);
        return this;
    }

    @Override
    public Cases open(MergeSpec spec, List<Path> only) {
        asked.add((spec.test().saved().isPresent() ? "open saved " : "open ") + spec.name() + " "
                + only.stream()
                        .map(path -> spec.file().getParent().relativize(path))
                        .toList());
        return new Cases() {
            @Override
            public TestReport run(Watcher watcher) {
                watcher.began("cleanup:010-carts");
                if (failures.containsKey(spec.name())) {
                    throw failures.get(spec.name());
                }
                return report(spec);
            }

            @Override
            public List<Path> suggest() {
                return unnoticed ? List.of(spec.file().resolveSibling("cases/010-carts/suggested.yml")) : List.of();
            }

            @Override
            public void saveStructure(Path file) {
                if (failures.containsKey(spec.name())) {
                    write(file, "half");
                    throw failures.get(spec.name());
                }
                write(file, "CREATE TABLE carts (id int)");
            }

            @Override
            public void close() {
                asked.add("close " + spec.name());
            }
        };
    }

    @Override
    public void interrupt() {
        asked.add("interrupt");
    }

    @Override
    public void close() {
        asked.add("stop");
    }

    private TestReport report(MergeSpec spec) {
        RuleCoverage coverage = new RuleCoverage(
                "cleanup:010-carts",
                spec.file().resolveSibling("cleanup/010-carts.sql"),
                SQL,
                "",
                unnoticed ? List.of(change()) : List.of(),
                List.of());
        return new TestReport(
                spec.name(),
                spec.file(),
                "MariaDB 11.4.5",
                "staging",
                cases.getOrDefault(spec.name(), List.of()).stream()
                        .map(each -> at(spec, each))
                        .toList(),
                cases.containsKey(spec.name()) ? List.of(coverage) : List.of(),
                untested.getOrDefault(spec.name(), List.of()),
                Duration.ofMillis(300));
    }

    private static MutantResult change() {
        return new MutantResult(
                "drop paid = 1",
                "DELETE FROM carts",
                MutantResult.Fate.UNNOTICED,
                24,
                32,
                "no case has a cart that is not paid",
                Optional.empty());
    }

    private static CaseResult at(MergeSpec spec, CaseResult each) {
        Path file = spec.file().resolveSibling("cases/010-carts/first.yml");
        return new CaseResult(
                each.subject(),
                each.name(),
                new Position(file, each.at().line(), 3),
                each.verdict(),
                each.problems(),
                each.differences(),
                each.notes(),
                each.took());
    }

    private static CaseResult result(int number, Verdict verdict) {
        return new CaseResult(
                "cleanup:010-carts",
                "case " + number,
                new Position(Path.of("x"), number, 3),
                verdict,
                List.of(),
                verdict == Verdict.PASSED
                        ? List.of()
                        : List.of(new CaseDifference("carts", "id 1", "", "kept", "removed")),
                List.of(),
                Duration.ofMillis(10));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
