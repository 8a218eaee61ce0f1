package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.RuleCase;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.Database.Consistency;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Loads the spec of a whole-merge case: the spec's own decisions, the case's in their place, and databases of the test server.
 *
 * @param base empty for cases that stand alone, whose own {@code spec:} is all there is
 * @param place the test server and the account on it
 */
record CaseSpec(Optional<MergeSpec> base, Database place) {
    /** The ledgers of a case hold what the case puts there, and its databases are at no version. */
    private static final String NO_MIGRATIONS = "migrations: {}";

    private static final String PASSWORD = "DBMERGE_TEST_SERVER_PASSWORD";

    CaseSpec {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(place, "place");
    }

    /** Reads it with its files; both environments, the process's and the test server's password, are there. */
    MergeSpec load(RuleCase ruleCase, TestDatabases databases) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(PASSWORD, place.password().value());
        String own = databases(databases);
        if (base.isPresent()) {
            return SpecLoader.load(base.get().file(), environment, List.of(NO_MIGRATIONS, ruleCase.spec(), own));
        }
        Path file = ruleCase.at().file().resolveSibling("merge.yml");
        String rest =
                "version: 1\nname: " + ruleCase.subject().id().replaceAll("[^A-Za-z0-9_-]", "-") + "\noverlay: {}\n";
        return SpecLoader.assemble(file, environment, List.of(rest, ruleCase.spec(), own));
    }

    private String databases(TestDatabases databases) {
        return "staging: "
                + source(
                        databases.name(MergeGround.STAGING),
                        base.map(spec -> spec.staging().consistency()))
                + "\nproduction: "
                + source(
                        databases.name(MergeGround.PRODUCTION),
                        base.map(spec -> spec.production().consistency()))
                + "\ntarget: { schema: " + databases.name(MergeGround.TARGET) + " }\n";
    }

    private String source(String schema, Optional<Consistency> consistency) {
        return "{ url: " + quoted(place.url().replaceFirst("^(jdbc:mysql://[^/?]*)/?[^?]*", "$1/")) + ", schema: "
                + schema
                + place.user().map(user -> ", user: " + quoted(user)).orElse("")
                + (place.password().value().isEmpty() ? "" : ", password-env: " + PASSWORD)
                + consistency
                        .map(kind -> ", consistency: " + kind.name().toLowerCase(Locale.ROOT))
                        .orElse("")
                + " }";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
