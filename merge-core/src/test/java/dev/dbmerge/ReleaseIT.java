package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.ReferenceForecast;
import dev.dbmerge.plan.ReleasePlan;
import dev.dbmerge.spec.ReleaseLoader;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;

/** What the plan of two specs says of the references between their targets. */
class ReleaseIT {
    @TempDir
    private Path folder;

    private MergeFixture engine;
    private MergeFixture saves;

    @ServerTest
    void orphansBetweenTwoTargetsOfOneServerAreCounted(TestServer server) throws Exception {
        check(release(server, server, "fail"), true);
    }

    @ServerTest
    void orphansBetweenTwoServersAreCountedToo(TestServer server, TestServers servers) throws Exception {
        check(release(server, servers.otherThan(server), "warn"), false);
    }

    @ServerTest
    void whatARuleRemovesIsNoParent(TestServer server) throws Exception {
        Map<String, String> environment = specs(server, server);
        engine.spec("overlay:\n  scenarios:\ncleanup: cleanup/*.sql\n")
                .file("cleanup/010-hundreds.sql", "DELETE FROM scenarios WHERE name = 'hundred'");
        engine.spec();

        ReleasePlan plan =
                plan("- { from: saves.saved.scenario_id, to: engine.scenarios.id, orphans: warn }\n", environment);

        assertEquals(
                List.of(new ReferenceForecast(
                        "saves.saved.scenario_id -> engine.scenarios.id",
                        OptionalLong.of(8),
                        List.of("2", "3", "4", "5", "6"),
                        "")),
                plan.references());
    }

    @ServerTest
    void anExpressionMeansTheTablesOfItsOwnProduction(TestServer server) throws Exception {
        Map<String, String> environment = specs(server, server);
        String visits = "CREATE TABLE visits (scenario_id INT)";
        engine.production.run(visits, "INSERT INTO visits VALUES (10), (100)");
        saves.production.run(visits, "INSERT INTO visits VALUES (9), (10), (100)");
        engine.spec("overlay:\n  scenarios: { where: id IN (SELECT scenario_id FROM visits) }\ndiscard: [visits]\n")
                .spec();

        ReleasePlan plan =
                plan("- { from: saves.saved.scenario_id, to: engine.scenarios.id, orphans: warn }\n", environment);

        assertEquals(
                List.of(new ReferenceForecast(
                        "saves.saved.scenario_id -> engine.scenarios.id",
                        OptionalLong.of(9),
                        List.of("1", "3", "4", "5", "6"),
                        "")),
                plan.references());
    }

    @ServerTest
    void aTableThatComesEmptyHasNoParents(TestServer server) throws Exception {
        Map<String, String> environment = specs(server, server);
        engine.spec("overlay:\n  scenarios:\ntables: { areas: empty }\n").spec();

        ReleasePlan plan = plan("- { from: saves.saved.code, to: engine.areas.code, orphans: warn }\n", environment);

        assertEquals(
                List.of(OptionalLong.of(7)),
                plan.references().stream().map(ReferenceForecast::orphans).toList());
    }

    @ServerTest
    void whatMigrationsMakeIsKnownToTheRunAlone(TestServer server) throws Exception {
        Map<String, String> environment = specs(server, server);
        engine.spec("overlay:\n  scenarios:\nmigrations: { run: migrate }\n").file("migrate", "#!/bin/sh\n");
        assertTrue(engine.path("migrate").toFile().setExecutable(true));
        engine.spec();

        ReleasePlan plan =
                plan("- { from: saves.saved.scenario_id, to: engine.scenarios.id, orphans: warn }\n", environment);

        assertEquals(
                List.of("what scenarios will hold is known to the run alone"),
                plan.references().stream().map(ReferenceForecast::note).toList());
    }

    @ServerTest
    void whatNobodyCanCountIsSaid(TestServer server) throws Exception {
        Map<String, String> environment = specs(server, server);
        String lines = "- { from: saves.saved.scenario_id, to: engine.gone.id }\n"
                + "  - { from: saves.kept.id, to: engine.scenarios.id }\n";

        ReleasePlan plan = plan(lines, environment);

        assertEquals(
                List.of(
                        "The reference saves.saved.scenario_id -> engine.gone.id names gone.id, which the target "
                                + engine.target.schema() + " will not have.",
                        "The orphans of saves.kept.id -> engine.scenarios.id cannot be counted before the run:"
                                + " what kept will hold is known to the run alone."),
                plan.findings().stream().map(finding -> finding.problem()).toList());
        assertEquals(
                List.of(Level.BLOCKER, Level.WARNING),
                plan.findings().stream().map(finding -> finding.level()).toList());
    }

    private static void check(ReleasePlan plan, boolean blocked) {
        assertEquals(
                List.of(
                        // Rows of production as the mapping makes them; staging's own and NULL are none, nor is 'de'
                        // where 'DE' is.
                        new ReferenceForecast(
                                "saves.saved.scenario_id -> engine.scenarios.id",
                                OptionalLong.of(7),
                                List.of("3", "4", "5", "6", "7"),
                                ""),
                        new ReferenceForecast(
                                "saves.saved.code -> engine.areas.code", OptionalLong.of(1), List.of("6"), "")),
                plan.references());
        assertEquals(
                List.of(blocked ? Level.BLOCKER : Level.WARNING, Level.BLOCKER),
                plan.findings().stream().map(finding -> finding.level()).toList());
        assertEquals(
                "7 rows of saves's saved would point at no row of engine's scenarios: 3, 4, 5, 6, 7 and 2 more.",
                plan.findings().get(0).problem());
        assertEquals(ErrorCode.ORPHANS, plan.findings().get(0).code());
        assertEquals(List.of("engine", "saves"), List.copyOf(plan.plans().keySet()));
        plan.plans()
                .values()
                .forEach(part -> assertFalse(part.blocked(), part.findings().toString()));
        assertTrue(plan.blocked());
    }

    private ReleasePlan release(TestServer one, TestServer other, String orphans) throws Exception {
        Map<String, String> environment = specs(one, other);
        return plan(
                "- { from: saves.saved.scenario_id, to: engine.scenarios.id, orphans: " + orphans + " }\n"
                        + "  - saves.saved.code -> engine.areas.code\n",
                environment);
    }

    private ReleasePlan plan(String references, Map<String, String> environment) throws Exception {
        Path file = Files.writeString(
                folder.resolve("release.yml"),
                "version: 1\nname: both\nspecs: { engine: engine/merge.yml, saves: saves/merge.yml }\nreferences:\n  "
                        + references);
        return Merger.planRelease(ReleaseLoader.load(file, environment));
    }

    private Map<String, String> specs(TestServer one, TestServer other) throws SQLException {
        engine = new MergeFixture("engine", folder.resolve("engine"), one, one, one);
        engine.staging.run(
                "CREATE TABLE scenarios (id INT PRIMARY KEY, name VARCHAR(9))",
                "INSERT INTO scenarios VALUES (30, 'stage')",
                "CREATE TABLE areas (code VARCHAR(9) PRIMARY KEY)",
                "INSERT INTO areas VALUES ('nl'), ('DE')");
        engine.production.run(
                "CREATE TABLE scenarios (id INT PRIMARY KEY, name VARCHAR(9))",
                "INSERT INTO scenarios VALUES (9, 'nine'), (10, 'ten'), (100, 'hundred')");
        engine.spec("overlay:\n  scenarios:\n");
        saves = new MergeFixture("saves", folder.resolve("saves"), other, other, other);
        String saved = "CREATE TABLE saved (id INT PRIMARY KEY, scenario_id BIGINT UNSIGNED, code VARCHAR(20))";
        saves.staging.run(saved, "INSERT INTO saved VALUES (1, 77, 'zz')", "CREATE TABLE kept (id INT PRIMARY KEY)");
        saves.production.run(
                saved,
                "CREATE TABLE kept (id INT PRIMARY KEY)",
                "INSERT INTO saved VALUES (1, 9, 'nl'), (2, 100, 'DE'), (3, 30, NULL), (4, 31, 'de'), (5, 1, 'nl'),"
                        + " (6, 99, 'xx'), (7, 101, NULL), (8, NULL, NULL), (9, 9, NULL), (10, 1000, 'nl'), (11, 2000, 'nl')");
        saves.spec("overlay:\n  saved:\n  kept: { keep-staging: \"id > 5\" }\n");
        engine.spec();
        saves.spec();
        Map<String, String> environment = new HashMap<>(engine.passwords());
        environment.putAll(saves.passwords());
        return environment;
    }
}
