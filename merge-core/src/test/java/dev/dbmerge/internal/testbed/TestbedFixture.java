package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.Position;
import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.report.CaseDifference;
import dev.dbmerge.report.CaseResult;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.Secret;
import dev.dbmerge.spec.SpecLoader;
import dev.dbmerge.spec.TestInputs;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A spec with its files in a folder, and the test server that its cases run on. */
final class TestbedFixture implements AutoCloseable {
    static final Instant STARTED_AT = Instant.parse("2026-03-29T10:11:12.345Z");

    private final Path folder;
    private final TestServer testServer;
    private final Server server;
    private Optional<Path> staging = Optional.empty();
    private Optional<Path> production = Optional.empty();
    private Optional<Path> saved = Optional.empty();
    private String stagingSchema = "app_staging";
    private String productionSchema = "app_production";
    private String rest = "overlay: {}\n";
    private Optional<Testbed> opened = Optional.empty();

    TestbedFixture(Path folder, TestServer server) {
        this.folder = folder;
        this.testServer = server;
        this.server = new Server("test", new UrlConnections(database(server)), "");
    }

    /** Makes one whose staging is a file of these statements. */
    static TestbedFixture of(Path folder, TestServer server, String... statements) {
        TestbedFixture fixture = new TestbedFixture(folder, server);
        fixture.file("staging.sql", String.join(";\n", statements));
        return fixture.staging("staging.sql");
    }

    private static Database database(TestServer server) {
        return new Database(
                server.url(),
                "",
                Optional.of(server.user()),
                new Secret(server.password()),
                Consistency.SNAPSHOT,
                new Position(Path.of("test"), 1, 1));
    }

    TestbedFixture staging(String path) {
        staging = Optional.of(folder.resolve(path));
        return this;
    }

    TestbedFixture production(String path) {
        production = Optional.of(folder.resolve(path));
        return this;
    }

    TestbedFixture saved(String path) {
        saved = Optional.of(folder.resolve(path));
        return this;
    }

    /** Lets the spec name databases of the test server. */
    TestbedFixture live(String stagingName, String productionName) {
        stagingSchema = stagingName;
        productionSchema = productionName;
        return this;
    }

    /** Adds a rule to the spec. */
    TestbedFixture rule(String id, String sql) {
        return file("cleanup/" + id + ".sql", sql);
    }

    /** Adds a check to the spec. */
    TestbedFixture check(String id, String sql) {
        return file("checks/" + id + ".sql", sql);
    }

    TestbedFixture spec(String yaml) {
        rest = yaml;
        return this;
    }

    TestbedFixture file(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the testbed that {@link #close} closes. */
    Testbed open() {
        TestInputs inputs = new TestInputs(folder.resolve("cases"), staging, production, saved);
        Testbed testbed = Testbed.open(mergeSpec(), inputs, server, STARTED_AT);
        opened = Optional.of(testbed);
        return testbed;
    }

    MergeSpec mergeSpec() {
        String account = ", user: " + testServer.user() + ", password-env: PASSWORD";
        String yaml = "version: 1\nname: app\n"
                + "staging: " + url(stagingSchema) + account + " }\n"
                + "production: " + url(productionSchema) + account + " }\n"
                + "target: { schema: app_new }\n" + rest;
        yaml += Files.exists(folder.resolve("cleanup")) ? "cleanup: cleanup/*.sql\n" : "";
        yaml += Files.exists(folder.resolve("checks")) ? "checks: checks/*.sql\n" : "";
        file("merge.yml", yaml);
        return SpecLoader.load(folder.resolve("merge.yml"), Map.of("PASSWORD", testServer.password()));
    }

    private String url(String schema) {
        return "{ url: \"" + testServer.url(schema) + "\"";
    }

    Testbed testbed() {
        return opened.orElseThrow();
    }

    /** Gives how errors of the test server begin. */
    String refused() {
        return "Target's server (" + testbed().server() + " at "
                + testServer.url().replaceAll("^.*//|/.*$", "") + ") refused to ";
    }

    /** Runs a case and gives its result in lines: the verdict, problems, differences and notes. */
    String shown(CaseText text) {
        return shown(opened.orElseThrow().run(text.toCase()));
    }

    String shown(RuleCase ruleCase, String sql) {
        return shown(opened.orElseThrow().run(ruleCase, sql));
    }

    static String shown(CaseResult result) {
        Stream<String> differences = result.differences().stream().map(TestbedFixture::shown);
        return Stream.of(
                        Stream.of(result.verdict().name()),
                        result.problems().stream(),
                        differences,
                        result.notes().stream().map(note -> "note: " + note))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static String shown(CaseDifference difference) {
        return difference.table() + " | " + difference.row() + " | " + difference.column() + " | "
                + difference.expected() + " | " + difference.actual();
    }

    @Override
    public void close() {
        opened.ifPresent(Testbed::close);
        server.close();
    }
}
