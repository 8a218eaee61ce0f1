package dev.dbmerge.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.SpecException;
import dev.dbmerge.spec.CleanupRule.Kind;
import dev.dbmerge.spec.CleanupRule.Scope;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.Reference.Orphans;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SpecLoaderTest {
    private static final String SECRET = "correct horse";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("STAGING_PASSWORD", SECRET, "PRODUCTION_PASSWORD", SECRET, "PRODUCTION_HOST", "db1", "EMPTY", "");

    @TempDir
    private Path folder;

    private static Path specs() {
        try {
            return Path.of(SpecLoaderTest.class.getResource("/specs").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each folder with an {@code expect.txt} is a spec with mistakes and the whole message about them. */
    @TestFactory
    Stream<DynamicTest> tellsEveryMistakeWithItsPlaceAndTheWayOut() throws IOException {
        List<Path> cases;
        try (Stream<Path> folders = Files.list(specs())) {
            cases = folders.filter(path -> Files.exists(path.resolve("expect.txt")))
                    .sorted()
                    .toList();
        }
        return cases.stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), path.toUri(), () -> compare(path)));
    }

    private static void compare(Path folder) throws IOException {
        Path file = folder.resolve("merge.yml");

        SpecException thrown = assertThrows(SpecException.class, () -> SpecLoader.load(file, ENVIRONMENT));

        String message =
                thrown.getMessage().replace(file.toString(), "${file}").replace(folder.toString(), "${folder}");
        assertEquals(Files.readString(folder.resolve("expect.txt")), message + "\n");
        assertEquals(2, thrown.code().exitCode());
        assertFalse(message.contains("!"), "an exclamation mark");
        assertFalse(message.contains("hunter2"), "a password");
    }

    @Test
    void readsTheWholeFormat() {
        Path file = specs().resolve("good-full/merge.yml");

        MergeSpec spec = SpecLoader.load(file, ENVIRONMENT);

        assertEquals(file, spec.file());
        assertEquals("ete", spec.name());
        assertEquals(
                "jdbc:mysql://stage-db/ete_staging?sslMode=REQUIRED",
                spec.staging().url());
        assertEquals("ete_staging", spec.staging().schema());
        assertEquals(Optional.of("merge_ro"), spec.staging().user());
        assertEquals(new Secret(SECRET), spec.staging().password());
        assertEquals(Consistency.LOCK, spec.staging().consistency());
        assertEquals("jdbc:mysql://db1:3307/ete_production", spec.production().url());
        assertEquals(Consistency.SNAPSHOT, spec.production().consistency());
        assertEquals(
                List.of("users", "comments", "scenarios"),
                List.copyOf(spec.overlay().keySet()));
        assertEquals(
                List.of("crypted_password", "type"), spec.overlay().get("users").drop());
        assertEquals(
                Map.of("area_code", "COALESCE(NULLIF(region, ''), country)", "note", "NULL"),
                spec.overlay().get("scenarios").columns());
        assertEquals(9, spec.overlay().get("users").at().line());
        assertEquals(
                List.of("scenarios.user_id -> users.id", "scenarios.preset_scenario_id -> scenarios.id"),
                spec.references().stream().map(Reference::text).toList());
        assertEquals(
                List.of(Orphans.FAIL, Orphans.WARN),
                spec.references().stream().map(Reference::orphans).toList());
        assertEquals(List.of("old_table"), spec.discard());
        assertEquals(Optional.of(file.resolveSibling("fixes/")), spec.fixes());
        assertEquals(Optional.of(file.resolveSibling("hooks/")), spec.hooks());
        assertEquals(
                new Promotion(
                        Optional.of(file.resolveSibling("backups")),
                        0,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(3),
                        4),
                spec.promotion());
        assertEquals(Optional.of(Duration.ofDays(30)), spec.retention());
    }

    @Test
    void readsCleanupRulesInTheOrderOfTheirNames() {
        MergeSpec spec = SpecLoader.load(specs().resolve("good-full/merge.yml"), ENVIRONMENT);

        assertEquals(
                List.of("005-titles", "010-stale-scenarios"),
                spec.cleanup().stream().map(CleanupRule::id).toList());
        assertEquals(
                List.of(Kind.UPDATE, Kind.DELETE),
                spec.cleanup().stream().map(CleanupRule::kind).toList());
        assertEquals(
                List.of(Scope.SET, Scope.ROW),
                spec.cleanup().stream().map(CleanupRule::scope).toList());
        assertEquals(Limits.NONE, spec.cleanup().get(0).limits());
        assertEquals(
                new Limits(OptionalDouble.of(99.5), OptionalLong.of(60000), OptionalLong.of(0)),
                spec.cleanup().get(1).limits());
        assertEquals(
                "-- no empty titles\nUPDATE scenarios SET title = NULL WHERE title = ';'",
                spec.cleanup().get(0).sql());
    }

    @Test
    void readsChecksWithoutTheirSemicolon() {
        MergeSpec spec = SpecLoader.load(specs().resolve("good-full/merge.yml"), ENVIRONMENT);

        assertEquals(List.of("orphans"), spec.checks().stream().map(Check::id).toList());
        assertEquals(
                "SELECT id FROM ${target}.scenarios WHERE user_id NOT IN (SELECT id FROM users)",
                spec.checks().get(0).sql());
    }

    @Test
    void placesTheTargetOnProductionsServerWithItsAccountAndWithoutItsSchema() {
        MergeSpec spec = SpecLoader.load(specs().resolve("good-full/merge.yml"), ENVIRONMENT);

        assertEquals("jdbc:mysql://db1:3307/", spec.target().url());
        assertEquals("ete_new", spec.target().schema());
        assertEquals(Optional.of("merge"), spec.target().user());
        assertEquals(new Secret(SECRET), spec.target().password());
    }

    @Test
    void takesDefaultsAnchorsAByteOrderMarkAndATargetOfItsOwn() {
        MergeSpec spec = SpecLoader.load(specs().resolve("good-small/merge.yml"), ENVIRONMENT);

        assertEquals("jdbc:mysql://localhost/etm_staging", spec.staging().url());
        assertEquals(Optional.of("etm"), spec.staging().user());
        assertEquals(Secret.NONE, spec.staging().password());
        assertEquals(
                "jdbc:mysql://[::1]:3307/?user=etm&connectTimeout=5000",
                spec.target().url());
        assertEquals("etm_staging", spec.target().schema());
        assertEquals(List.of(), spec.cleanup());
        assertEquals(Promotion.DEFAULT, spec.promotion());
    }

    @Test
    void keepsPasswordsOutOfTheSpecsText() {
        MergeSpec spec = SpecLoader.load(specs().resolve("good-full/merge.yml"), ENVIRONMENT);

        assertFalse(spec.toString().contains(SECRET), spec.toString());
        assertTrue(spec.toString().contains("***"), spec.toString());
    }

    private Path given(String password) throws IOException {
        String spec = """
                version: 1
                name: etm
                staging: { url: "jdbc:mysql://a/etm", %s }
                production: { url: "jdbc:mysql://b/etm" }
                target: { schema: etm_new }
                overlay: {}
                """;
        return Files.writeString(folder.resolve("merge.yml"), spec.formatted(password));
    }

    private void write(String name, String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void readsAPasswordFileWithoutItsLastNewline() throws IOException {
        write("pw", " " + SECRET + "\n\n", "rw-------");

        MergeSpec spec = SpecLoader.load(given("user: u, password-file: pw"), Map.of());

        assertEquals(new Secret(" " + SECRET + "\n"), spec.staging().password());
    }

    @Test
    void refusesAPasswordFileThatOthersMayRead() throws IOException {
        write("pw", SECRET, "rw-r-----");
        Path file = given("password-file: pw");

        SpecException thrown = assertThrows(SpecException.class, () -> SpecLoader.load(file, Map.of()));

        Path password = folder.resolve("pw");
        assertEquals(
                file + ":3:54: " + password
                        + " holds a password, and others than its owner may read or change it. Run chmod 600 "
                        + password + ". [E215]\n"
                        + "    staging: { url: \"jdbc:mysql://a/etm\", password-file: pw }\n"
                        + "    " + " ".repeat(53) + "^",
                thrown.getMessage());
    }

    @Test
    void readsUserAndPasswordOfAnOptionFile() throws IOException {
        String options = """
                [mysqld]
                password=wrong
                [client]
                # password=wrong
                host = elsewhere
                user = reader # the account
                password = "a#b\\\\c\\s"
                [mysql]
                password=wrong
                """;
        write("my.cnf", options, "rw-------");

        MergeSpec spec = SpecLoader.load(given("option-file: my.cnf"), Map.of());

        assertEquals("jdbc:mysql://a/etm", spec.staging().url());
        assertEquals(Optional.of("reader"), spec.staging().user());
        assertEquals(new Secret("a#b\\c "), spec.staging().password());
    }

    @Test
    void refusesAnOptionFileWithoutAPassword() throws IOException {
        write("my.cnf", "[client]\nuser=u\n[mysql]\npassword=x\n", "rw-------");
        Path file = given("option-file: my.cnf");

        SpecException thrown = assertThrows(SpecException.class, () -> SpecLoader.load(file, Map.of()));

        assertEquals(ErrorCode.SPEC_PASSWORD, thrown.code());
        assertTrue(thrown.getMessage()
                .contains(
                        "my.cnf has no password under [client]. Add a line password=... there, or name another file."));
    }

    @Test
    void namesAFolderGivenAsSpec() {
        SpecException thrown = assertThrows(SpecException.class, () -> SpecLoader.load(folder, Map.of()));

        assertEquals(
                folder + ":1:1: This is a folder, not a spec. Name the file in it, such as "
                        + folder.resolve("merge.yml") + ". [E201]",
                thrown.getMessage());
    }

    @Test
    void asksForNoPasswordWhereTheStructureIsInFiles() throws IOException {
        String spec = """
                version: 1
                name: shop
                staging: { url: "jdbc:mysql://db1/shop_staging", user: merge, password-env: AWAY }
                production: { url: "jdbc:mysql://db2/shop_production", option-file: away.cnf }
                target: { schema: shop_new }
                overlay: {}
                """;
        Files.writeString(folder.resolve("structure.sql"), "");
        Path live = Files.writeString(folder.resolve("live.yml"), spec);
        Path saved = Files.writeString(folder.resolve("saved.yml"), spec + "test: { structure: structure.sql }\n");

        assertEquals("shop", SpecLoader.loadForTests(saved, Map.of()).name());
        SpecException thrown = assertThrows(SpecException.class, () -> SpecLoader.loadForTests(live, Map.of()));
        assertTrue(thrown.getMessage().contains("The environment variable AWAY is not set."), thrown.getMessage());
        assertThrows(SpecException.class, () -> SpecLoader.load(saved, Map.of()));
    }

    @Test
    void readsWhereTheCasesLieAndWhatMakesTheStructure() throws IOException {
        Files.writeString(folder.resolve("structure.sql"), "");
        Files.createDirectories(folder.resolve("db/production"));
        Files.createDirectories(folder.resolve("own"));

        assertEquals(
                new TestInputs(folder.resolve("cases"), Optional.empty(), Optional.empty(), Optional.empty()),
                testInputs(""));
        assertEquals(
                new TestInputs(
                        folder.resolve("own"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(folder.resolve("structure.sql"))),
                testInputs("test: { cases: own, structure: structure.sql }"));
        assertEquals(
                new TestInputs(
                        folder.resolve("cases"),
                        Optional.of(folder.resolve("structure.sql")),
                        Optional.of(folder.resolve("db/production")),
                        Optional.empty()),
                testInputs("test: { structure: { staging: structure.sql, production: db/production } }"));
        assertEquals(
                new TestInputs(
                        folder.resolve("cases"),
                        Optional.of(folder.resolve("structure.sql")),
                        Optional.empty(),
                        Optional.empty()),
                testInputs("test: { structure: { staging: structure.sql } }"));
    }

    private TestInputs testInputs(String line) throws IOException {
        String small = Files.readString(specs().resolve("good-small/merge.yml"));
        Path file = Files.writeString(folder.resolve("merge.yml"), small + "\n" + line + "\n");
        return SpecLoader.load(file, ENVIRONMENT).test();
    }

    @Test
    void aDumpIsLoadedBesideTheTarget() throws IOException {
        Files.writeString(folder.resolve("prod.sql"), "");
        Path file = folder.resolve("merge.yml");
        Files.writeString(file, """
                version: 1
                name: shop
                staging: { url: "jdbc:mysql://stage/shop_staging", user: reader }
                production: { dump: prod.sql, schema: shop }
                target: { url: "jdbc:mysql://build/shop_new", user: builder }
                overlay: {}
                """);

        Database production = SpecLoader.load(file, Map.of()).production();

        assertEquals(Optional.of(new Dump(folder.resolve("prod.sql"), Optional.of("shop"))), production.dump());
        assertEquals("jdbc:mysql://build/", production.url());
        assertEquals("shop_new_production_dump", production.schema());
        assertEquals(Optional.of("builder"), production.user());
        assertEquals(Consistency.QUIET, production.consistency());
    }

    @Test
    void theDatabaseOfADumpHasANameThatServersTake() {
        String name = Dump.scratch("a".repeat(64), "production");

        assertEquals(64, name.length());
        assertTrue(name.endsWith("_production_dump"), name);
        assertFalse(name.equals(Dump.scratch("a".repeat(63), "production")));
    }

    @Test
    void takesAnyTextWithoutStumbling() throws IOException {
        String good = Files.readString(specs().resolve("good-full/merge.yml"));
        Random random = new Random(4711);

        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder(good);
            for (int change = 0; change <= round % 4; change++) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(12));
                String put = "\t:{}[]'\"`$#&*!|>%@-,\n ;(\\\u0000\ud83d"
                        .substring(random.nextInt(26))
                        .substring(0, 1);
                text.replace(at, end, put);
            }
            Path file = Files.write(folder.resolve("merge.yml"), text.toString().getBytes(StandardCharsets.UTF_8));

            try {
                SpecLoader.load(file, ENVIRONMENT);
            } catch (SpecException e) {
                assertFalse(e.problems().isEmpty());
            } catch (RuntimeException e) {
                throw new AssertionError("round " + round + ":\n" + text, e);
            }
        }
    }
}
