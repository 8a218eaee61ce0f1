package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.CaseReader;
import dev.dbmerge.internal.cases.CaseSuite;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.cases.Subject;
import dev.dbmerge.internal.mutation.CoverageRunner;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.report.MutantResult;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Secret;
import dev.dbmerge.spec.SpecLoader;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A spec with its cases, and a testbed for it on one of the servers of the tests. */
final class CaseFixture implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-02-28T12:00:00Z");
    private static final Path RESOURCES = Path.of("src/test/resources");

    private static final Map<String, String> PASSWORDS = Map.of(
            "ETE_STAGING_PASSWORD",
            "x",
            "ETE_PRODUCTION_PASSWORD",
            "x",
            "ETM_STAGING_PASSWORD",
            "x",
            "ETM_PRODUCTION_PASSWORD",
            "x");

    final MergeSpec spec;
    final CaseSuite suite;
    final Testbed testbed;
    private final Server server;

    private CaseFixture(MergeSpec spec, CaseSuite suite, Testbed testbed, Server server) {
        this.spec = spec;
        this.suite = suite;
        this.testbed = testbed;
        this.server = server;
    }

    static CaseFixture open(Path spec, TestServer where) {
        MergeSpec read = SpecLoader.load(spec, PASSWORDS);
        CaseSuite suite = CaseReader.read(read, List.of());
        Server server = new Server("target", new UrlConnections(place(where)), "");
        try {
            return new CaseFixture(read, suite, Testbed.open(read, read.test(), server, NOW), server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    static Path shipped(String application) {
        return Path.of("../sql").resolve(application).resolve("merge.yml");
    }

    /** Gives the folders of a folder of test resources. */
    static List<Path> folders(String name) {
        try (Stream<Path> found = Files.list(RESOURCES.resolve(name))) {
            return found.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Database place(TestServer server) {
        return new Database(
                server.url(),
                "",
                Optional.of(server.user()),
                new Secret(server.password()),
                Consistency.SNAPSHOT,
                new Position(Path.of("server"), 1, 1));
    }

    List<RuleCase> of(String subject) {
        return suite.cases().stream()
                .filter(one -> one.subject().toString().equals(subject))
                .toList();
    }

    /** Gives a line for each case that does not pass, and for each note. */
    static List<String> told(List<CaseResult> results) {
        List<String> told = new ArrayList<>();
        for (CaseResult result : results) {
            if (!result.passed() || !result.notes().isEmpty()) {
                told.add(result.subject() + ": " + result.name() + " " + result.verdict() + " " + result.problems()
                        + result.differences() + result.notes());
            }
        }
        return told;
    }

    List<CaseResult> runAll() {
        return suite.cases().stream().map(testbed::run).toList();
    }

    /** Gives a line for each change of a cleanup rule that no case notices and nobody has accepted, and for each rule outside coverage. */
    List<String> uncovered() {
        Product product = server.version().product();
        CoverageRunner runner = new CoverageRunner(testbed, testbed.target(), product);
        List<String> lines = new ArrayList<>();
        for (CleanupRule rule : spec.cleanup()) {
            Subject subject = new Subject(Subject.Kind.CLEANUP, rule.id());
            RuleCoverage coverage = runner.cover(
                    subject,
                    rule.file(),
                    rule.sql(),
                    of(subject.toString()),
                    suite.accepted().getOrDefault(subject, List.of()));
            if (!coverage.outside().isEmpty()) {
                lines.add(subject + " outside: " + coverage.outside());
            }
            coverage.mutants().stream()
                    .filter(mutant -> mutant.fate() == MutantResult.Fate.UNNOTICED)
                    .forEach(mutant -> lines.add(subject + " unnoticed: " + mutant.name()));
        }
        return lines;
    }

    /** Gives the statements of a file by the comments above them; the file's first paragraph is about itself. */
    static Map<String, String> statements(String file) {
        Map<String, String> statements = new LinkedHashMap<>();
        String[] paragraphs = read(file).strip().split("\n\n");
        for (int i = 1; i < paragraphs.length; i++) {
            String[] parts = paragraphs[i].split("\n", 2);
            statements.put(parts[0].substring(3), parts[1].replaceFirst(";$", ""));
        }
        return statements;
    }

    private static String read(String file) {
        try {
            return Files.readString(RESOURCES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        testbed.close();
        server.close();
    }
}
