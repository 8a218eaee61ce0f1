package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.VerifyReport;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The three databases of a merge on one server or several, and the folder of its spec. */
final class MergeFixture {
    /** A text that LOAD DATA would misread if it were not escaped, and 256 different bytes. */
    private static final String VARIABLES = "SET @nasty = CONVERT(x'"
            + HexFormat.of()
                    .formatHex("\\N\tnaïve 😀\\\\\n'\"`%s ${target} ?\u0000\u001a".getBytes(StandardCharsets.UTF_8))
            + "' USING utf8mb4), @bytes = x'" + bytes() + "'";

    final Place staging;
    final Place production;
    final Place target;
    private final Path folder;
    private final boolean signOfZero;
    private String consistency = "snapshot";
    private String account = "";
    private String stagingAccount = "";
    private String rest = "";
    private final Map<Place, String> dumps = new HashMap<>();

    /** Makes empty sources; the target is the name of a database that is not there. */
    MergeFixture(Path folder, TestServer staging, TestServer production, TestServer target) throws SQLException {
        this("its", folder, staging, production, target);
    }

    /** The same, with a name that begins those of the databases: for several merges in one test. */
    MergeFixture(String name, Path folder, TestServer staging, TestServer production, TestServer target)
            throws SQLException {
        this.folder = folder;
        this.signOfZero = Stream.of(staging, production, target)
                .noneMatch(server -> server.product().startsWith("MariaDB 10."));
        this.staging = new Place(staging, staging.schema(name + "_staging"));
        this.production = new Place(production, production.schema(name + "_production"));
        this.target = new Place(target, target.name(name + "_new"));
    }

    /** Gives rows as every server of the merge can hold them: MariaDB 10.11 keeps no sign of a zero, which the report notes. */
    List<String> held(List<String> rows) {
        return signOfZero
                ? rows
                : rows.stream()
                        .map(row -> row.replaceAll("\\b8000000000000000\\b", "0"))
                        .sorted()
                        .toList();
    }

    /** Puts all three on one server. */
    MergeFixture(Path folder, TestServer server) throws SQLException {
        this(folder, server, server, server);
    }

    /** Makes two small sources, {@code users} with other rows on each side. */
    static MergeFixture small(Path folder, TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        String table = "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20))";
        fixture.staging.run(
                table,
                "INSERT INTO users VALUES (1, 'tester')",
                "CREATE TABLE areas (id INT PRIMARY KEY, code VARCHAR(20))",
                "INSERT INTO areas VALUES (1, 'nl'), (2, 'de')");
        fixture.production.run(table, "INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob'), (3, 'API'), (4, NULL)");
        return fixture.spec("overlay:\n  users:\n");
    }

    private static String bytes() {
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        return HexFormat.of().formatHex(all);
    }

    /** Runs a file of statements in a database. */
    static void load(Place place, String file) throws SQLException {
        List<String> statements = new ArrayList<>(List.of(VARIABLES));
        try (InputStream sql = MergeFixture.class.getResourceAsStream("/merge/" + file)) {
            statements.addAll(List.of(new String(sql.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(";\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        place.run(statements.toArray(String[]::new));
    }

    MergeFixture consistency(String name) {
        consistency = name;
        return this;
    }

    /** Lets the merge run as another account on all servers, with this password. */
    MergeFixture account(String user) {
        return account(user, user);
    }

    /** Lets the merge read staging as one account and do the rest as another, each with its name for a password. */
    MergeFixture account(String stagingUser, String otherUser) {
        stagingAccount = stagingUser;
        account = otherUser;
        return this;
    }

    /**
     * Lets a dump stand for a source, whose database is left alone.
     *
     * @param keys what the spec says of it, such as {@code dump: prod.sql}
     */
    MergeFixture dump(Place source, String keys) {
        dumps.put(source, keys);
        return this;
    }

    private String account(Place place) {
        return place == staging ? stagingAccount : account;
    }

    /** Says what the spec holds beside the three databases. */
    MergeFixture spec(String yaml) {
        rest = yaml;
        return this;
    }

    /** Writes a file into the spec's folder. */
    MergeFixture file(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String path) {
        return folder.resolve(path);
    }

    MergeSpec spec() {
        file(
                "merge.yml",
                "version: 1\nname: its\nstaging: " + database(staging) + "\nproduction: " + database(production)
                        + "\ntarget: " + database(target) + "\n" + rest);
        return SpecLoader.load(folder.resolve("merge.yml"), passwords());
    }

    /** Gives the environment that the spec reads. */
    Map<String, String> passwords() {
        return Map.of(
                variable(staging), password(staging),
                variable(production), password(production),
                variable(target), password(target));
    }

    private static String variable(Place place) {
        return place.schema().toUpperCase(Locale.ROOT);
    }

    private String password(Place place) {
        return account(place).isEmpty() ? place.server().password() : account(place);
    }

    private String database(Place place) {
        if (dumps.containsKey(place)) {
            return "{ " + dumps.get(place) + " }";
        }
        String url = place.server().url(place.schema());
        String options =
                account(place).isEmpty() ? "" : (url.contains("?") ? "&" : "?") + "allowPublicKeyRetrieval=true";
        return "{ url: \"" + url + options + "\", user: "
                + (account(place).isEmpty() ? place.server().user() : account(place))
                + (password(place).isEmpty() ? "" : ", password-env: " + variable(place))
                + (place == target ? "" : ", consistency: " + consistency) + " }";
    }

    Merger.Builder merger() {
        return Merger.of(spec()).reportFile(path("run.json"));
    }

    MergePlan plan() {
        try (Merger merger = merger().open()) {
            return merger.plan();
        }
    }

    /** Plans and runs. */
    MergeReport run(MergeListener... listeners) {
        return run(merger(), listeners);
    }

    static MergeReport run(Merger.Builder builder, MergeListener... listeners) {
        try (Merger merger = builder.open()) {
            return merger.run(merger.plan(), listeners);
        }
    }

    /** Looks at the target that a run left. */
    VerifyReport verify() {
        try (Merger merger = merger().open()) {
            return merger.verify();
        }
    }

    /** Plans, runs and gives what stopped the run. */
    MergeException refused(MergeListener... listeners) {
        return refused(merger(), listeners);
    }

    static MergeException refused(Merger.Builder builder, MergeListener... listeners) {
        try (Merger merger = builder.open()) {
            MergePlan plan = merger.plan();
            return assertThrows(MergeException.class, () -> merger.run(plan, listeners));
        }
    }
}
