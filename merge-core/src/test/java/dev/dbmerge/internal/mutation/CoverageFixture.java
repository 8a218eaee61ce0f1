package dev.dbmerge.internal.mutation;

import dev.dbmerge.internal.cases.CaseReader;
import dev.dbmerge.internal.cases.CaseSuite;
import dev.dbmerge.internal.cases.Subject;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.testbed.Testbed;
import dev.dbmerge.report.MutantResult;
import dev.dbmerge.report.RuleCoverage;
import dev.dbmerge.spec.CleanupRule;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import dev.dbmerge.spec.TestInputs;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Covers the rules of one spec, and pastes the cases that a coverage proposes. */
final class CoverageFixture implements AutoCloseable {
    private static final Instant STARTED = Instant.parse("2026-03-01T10:00:00Z");

    private static final Map<String, String> PASSWORDS =
            Map.of("ETE_STAGING_PASSWORD", "s", "ETE_PRODUCTION_PASSWORD", "p");

    private final Path file;
    private final Server server;
    private final Product product;
    final Testbed testbed;
    final MergeSpec spec;

    CoverageFixture(TestServer testServer, Path file) {
        this.file = file;
        this.spec = SpecLoader.load(file, PASSWORDS);
        this.product = testServer.isMariaDb() ? Product.MARIADB : Product.MYSQL;
        this.server = new Server("target", purpose -> testServer.root(), "");
        this.testbed = Testbed.open(spec, inputs(), server, STARTED);
    }

    /** The applications' specs read staging itself; here their demo stands for it. */
    private TestInputs inputs() {
        Path demo = file.resolveSibling("demo");
        return Files.exists(demo)
                ? new TestInputs(
                        spec.test().cases(),
                        Optional.of(demo.resolve("staging")),
                        Optional.of(demo.resolve("production")),
                        Optional.empty())
                : spec.test();
    }

    /** Copies a spec without its cases. */
    static Path copy(Path spec, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(spec)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                Path relative = spec.relativize(path);
                if (!relative.startsWith("cases")) {
                    Files.createDirectories(to.resolve(relative).getParent());
                    Files.copy(path, to.resolve(relative));
                }
            }
        }
        return to.resolve("merge.yml");
    }

    /** Writes a spec with one rule. */
    static Path write(Path folder, String structure, String rule) throws IOException {
        Files.createDirectories(folder.resolve("cleanup"));
        Files.writeString(folder.resolve("structure.sql"), structure);
        Files.writeString(folder.resolve("cleanup/010-rule.sql"), rule);
        Files.writeString(folder.resolve("merge.yml"), """
                version: 1
                name: one-rule
                staging: { url: "jdbc:mysql://127.0.0.1/shop_staging", user: merge }
                production: { url: "jdbc:mysql://127.0.0.1/shop_production", user: merge }
                target: { schema: shop_new }
                overlay: {}
                cleanup: cleanup/*.sql
                test: { structure: { staging: structure.sql, production: structure.sql } }
                """);
        return folder.resolve("merge.yml");
    }

    /** Covers a rule with the cases that lie in the spec's folder. */
    RuleCoverage cover(CleanupRule rule) {
        Subject subject = new Subject(Subject.Kind.CLEANUP, rule.id());
        CaseSuite suite = Files.isDirectory(spec.test().cases())
                ? CaseReader.read(spec, List.of())
                : new CaseSuite(List.of(), Map.of());
        return new CoverageRunner(testbed, testbed.target(), product)
                .cover(
                        subject,
                        rule.file(),
                        rule.sql(),
                        suite.cases().stream()
                                .filter(one -> one.subject().equals(subject))
                                .toList(),
                        suite.accepted().getOrDefault(subject, List.of()));
    }

    /** Writes what a coverage proposes as a case file. */
    void paste(CleanupRule rule, RuleCoverage coverage) throws IOException {
        Set<String> cases = new LinkedHashSet<>();
        for (MutantResult mutant : coverage.of(MutantResult.Fate.UNNOTICED)) {
            mutant.revealing().ifPresent(cases::add);
        }
        if (!cases.isEmpty()) {
            write(rule, "pasted.yml", String.join("\n", cases) + "\n");
        }
    }

    void write(CleanupRule rule, String name, String text) throws IOException {
        Path folder = file.resolveSibling("cases").resolve(rule.id());
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), text);
    }

    @Override
    public void close() {
        testbed.close();
        server.close();
    }
}
