package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.RuleForecast;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.TablePlan;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.RuleResult;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says, what comes of it, and that making it writes nothing. */
class PlanIT {
    private static final String RULES =
            "overlay:\n  users:\n  posts: { columns: { area: \"LOWER(region)\" }, drop: [region] }\n"
                    + "cleanup: cleanup/*.sql\n";

    @TempDir
    private Path folder;

    @ServerTest
    void aPlanCountsRowsAndListsTheStepsInTheirOrder(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.production.run("CREATE TABLE nothing (id INT PRIMARY KEY)");

        MergePlan plan = fixture.plan();

        assertEquals(counts(TablePlan.Origin.STAGING, 2, -1, 2), counts(plan.table("areas")));
        assertEquals(counts(TablePlan.Origin.PRODUCTION, 1, 4, 4), counts(plan.table("users")));
        assertEquals(counts(TablePlan.Origin.LEFT_BEHIND, -1, 0, -1), counts(plan.table("nothing")));
        String schema = fixture.target.schema();
        assertEquals(
                List.of("target:" + schema, "copy:areas", "overlay:users", "verify:" + schema),
                plan.steps().stream().map(Step::id).toList());
        assertEquals(
                List.of("1 table of production is empty and left behind: nothing (0 rows)."),
                plan.findings().stream()
                        .map(Finding::problem)
                        .filter(text -> text.contains("nothing"))
                        .toList());
    }

    @ServerTest
    void aPlanWritesNothing(TestServer server) throws SQLException {
        MergeFixture fixture = posts(server);
        fixture.file("cleanup/010-all.sql", "DELETE FROM posts")
                .file("cleanup/020-names.sql", "UPDATE users SET name = 'x'");
        Map<String, Object> staging = fixture.staging.state();
        Map<String, Object> production = fixture.production.state();

        fixture.plan();

        assertEquals(staging, fixture.staging.state());
        assertEquals(production, fixture.production.state());
    }

    @ServerTest
    void anAccountThatMayOnlySelectGetsAPlanThatNamesTheMissingGrants(TestServer server) throws SQLException {
        MergeFixture fixture = posts(server).account("its_reader");
        fixture.file("cleanup/010-api.sql", "DELETE FROM posts WHERE title = 'API'");
        fixture.staging.run("CREATE VIEW names AS SELECT name FROM users");
        Map<String, Object> staging = fixture.staging.state();
        server.run(
                "CREATE USER its_reader@'%' IDENTIFIED BY 'its_reader'",
                "GRANT SELECT ON `" + fixture.staging.schema() + "`.* TO its_reader@'%'",
                "GRANT SELECT ON `" + fixture.production.schema() + "`.* TO its_reader@'%'");
        try {
            MergePlan plan = fixture.plan();

            List<String> hidden = plan.blockers().stream()
                    .filter(finding -> finding.code() == ErrorCode.NOT_VISIBLE)
                    .map(Finding::problem)
                    .toList();
            String on = " ON `" + fixture.staging.schema() + "`.* TO `its_reader`@`%`).";
            for (String privilege : List.of("TRIGGER", "EVENT", "SHOW VIEW")) {
                assertTrue(
                        hidden.stream().anyMatch(text -> text.endsWith("(GRANT " + privilege + on)), hidden.toString());
            }
            assertTrue(hidden.stream()
                    .anyMatch(text -> text.startsWith("Staging's account may not see routines (GRANT ")));
            String production = " ON `" + fixture.production.schema()
                    + "`.* TO `its_reader`@`%`), so what staging lacks of" + " them would be lost unseen.";
            for (String privilege : List.of("TRIGGER", "EVENT")) {
                assertTrue(
                        hidden.stream().anyMatch(text -> text.endsWith("(GRANT " + privilege + production)),
                        hidden.toString());
            }
            assertEquals(List.of(forecast("010-api", "posts", 3, 6)), plan.rules());
            assertEquals(counts(TablePlan.Origin.PRODUCTION, 1, 4, 4), counts(plan.table("users")));
        } finally {
            server.run("DROP USER its_reader@'%'");
        }
        assertEquals(staging, fixture.staging.state());
    }

    @ServerTest
    void whatAnAccountMayNotSeeOfProductionMayGoUnseenWhereTheSpecSaysSo(TestServer server) throws SQLException {
        MergeFixture fixture = posts(server)
                .account("its_reader")
                .file("cleanup/010-api.sql", "DELETE FROM posts WHERE title = 'API'");
        server.run(
                "CREATE USER its_reader@'%' IDENTIFIED BY 'its_reader'",
                "GRANT SELECT ON `" + fixture.staging.schema() + "`.* TO its_reader@'%'",
                "GRANT SELECT ON `" + fixture.production.schema() + "`.* TO its_reader@'%'");
        try {
            List<String> lines = fixture.plan().findings().stream()
                    .filter(finding -> finding.subject().equals(fixture.production.schema()))
                    .flatMap(finding -> finding.decisions().stream())
                    .flatMap(decision -> decision.lines().stream())
                    .toList();
            String entries = lines.stream()
                    .map(line -> line.replaceFirst("discard: ", "  - "))
                    .distinct()
                    .map(line -> line.replaceAll("[\\[\\]]", ""))
                    .collect(java.util.stream.Collectors.joining("\n"));

            List<Finding> left =
                    fixture.spec(RULES + "discard:\n" + entries + "\n").plan().findings();

            assertEquals(
                    List.of("discard: [hidden triggers]", "discard: [hidden events]", "discard: [hidden routines]"),
                    lines);
            assertEquals(
                    List.of(),
                    left.stream()
                            .filter(finding -> finding.subject().equals(fixture.production.schema()))
                            .map(Finding::problem)
                            .toList());
        } finally {
            server.run("DROP USER its_reader@'%'");
        }
    }

    @ServerTest
    void forecastsAreWhatTheRunDoes(TestServer server) throws SQLException {
        Map<String, String> rules = Map.of(
                "all of a staging table", "DELETE FROM areas WHERE code IS NOT NULL",
                "staging's collation", "DELETE FROM posts WHERE title = 'API'",
                "an expression", "DELETE FROM posts WHERE area = 'nl'",
                "a subquery on another overlaid table", "DELETE FROM posts WHERE user_id NOT IN (SELECT id FROM users)",
                "a join with a staging table", "DELETE p FROM posts p JOIN areas a ON a.code = p.area",
                "a column that only staging has", "DELETE FROM posts WHERE mark IS NULL AND id > 2",
                "an update", "UPDATE posts SET title = 'none' WHERE title IS NULL OR title = 'api'");
        MergeFixture fixture = posts(server);
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            fixture.file("cleanup/010-rule.sql", rule.getValue());
            try (Merger merger = fixture.merger().open()) {
                MergePlan plan = merger.plan();

                RuleResult result = merger.run(plan).rules().get(0);

                assertForecast(server, rule.getKey(), plan.rules().get(0), result);
            }
        }
    }

    private static void assertForecast(TestServer server, String rule, RuleForecast forecast, RuleResult result) {
        long touched = result.removed() + result.changed();
        assertTrue(touched > 0, rule);
        if (forecast.rows().isPresent()) {
            assertEquals(touched, forecast.rows().getAsLong(), rule);
            assertEquals(OptionalLong.of(result.before()), forecast.of(), rule);
        } else {
            assertTrue(server.product().startsWith("MySQL 5.7"), rule + ": " + forecast.note());
            assertEquals("production's server has no WITH queries", forecast.note(), rule);
        }
    }

    @ServerTest
    void whatOnlyTheRunKnowsIsCountedThere(TestServer server) throws SQLException {
        MergeFixture fixture = posts(server)
                .spec(RULES + "fixes: fixes/\n")
                .file("fixes/V1__posts.sql", "UPDATE posts SET title = 'API' WHERE id = 3;")
                .file("cleanup/010-api.sql", "DELETE FROM posts WHERE title = 'API'")
                .file("cleanup/020-areas.sql", "DELETE FROM areas WHERE id = 1")
                .file("cleanup/030-areas.sql", "DELETE FROM areas WHERE id < 3");

        List<RuleForecast> forecasts = fixture.plan().rules();
        MergeReport report = fixture.run();

        assertEquals(
                List.of(
                        inTheRun("010-api", "posts", "V1__posts.sql may change its rows"),
                        forecast("020-areas", "areas", 1, 2),
                        inTheRun("030-areas", "areas", "an earlier rule changes its rows")),
                forecasts);
        assertEquals(
                List.of(
                        new RuleResult("010-api", "posts", 6, 4, 0, 2),
                        new RuleResult("020-areas", "areas", 2, 1, 0, 1),
                        new RuleResult("030-areas", "areas", 1, 1, 0, 0)),
                report.rules());
    }

    @ServerTest
    void aRuleOverTablesOfTwoServersIsCountedInTheRun(TestServer server, TestServers servers) throws SQLException {
        TestServer other = servers.otherThan(server);
        MergeFixture fixture = posts(new MergeFixture(folder, server, other, other))
                .file("cleanup/010-join.sql", "DELETE p FROM posts p JOIN areas a ON a.code = p.area");

        RuleForecast forecast = fixture.plan().rules().get(0);

        if (server != other) {
            assertEquals(inTheRun("010-join", "posts", "its tables are on two servers"), forecast);
        }
    }

    private MergeFixture posts(TestServer server) throws SQLException {
        return posts(new MergeFixture(folder, server));
    }

    private static MergeFixture posts(MergeFixture fixture) throws SQLException {
        fixture.staging.run(
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20))",
                "INSERT INTO users VALUES (9, 'tester')",
                "CREATE TABLE areas (id INT PRIMARY KEY, code VARCHAR(20))",
                "INSERT INTO areas VALUES (1, 'nl'), (2, 'de')",
                "CREATE TABLE posts (id INT PRIMARY KEY, user_id INT, title VARCHAR(30) COLLATE utf8mb4_unicode_ci,"
                        + " area VARCHAR(20), mark INT)");
        fixture.production.run(
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20))",
                "INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cid'), (4, NULL)",
                "CREATE TABLE posts (id INT PRIMARY KEY, user_id INT, title VARCHAR(30) COLLATE utf8mb4_bin, region VARCHAR(20))",
                "INSERT INTO posts VALUES (1, 1, 'API', 'NL'), (2, 7, 'api', 'nl'), (3, 2, NULL, 'DE'), (4, 8, 'Mine', NULL),"
                        + " (5, 3, 'Api ', 'fr'), (6, 3, 'APIs', 'nl')");
        return fixture.spec(RULES);
    }

    private static RuleForecast forecast(String rule, String table, long rows, long of) {
        return new RuleForecast(rule, table, OptionalLong.of(rows), OptionalLong.of(of), "");
    }

    private static RuleForecast inTheRun(String rule, String table, String note) {
        return new RuleForecast(rule, table, OptionalLong.empty(), OptionalLong.empty(), note);
    }

    private static List<String> counts(TablePlan table) {
        return List.of(
                table.origin().name(),
                table.staging().toString(),
                table.production().toString(),
                table.result().toString());
    }

    private static List<String> counts(TablePlan.Origin origin, long staging, long production, long result) {
        return List.of(origin.name(), count(staging), count(production), count(result));
    }

    private static String count(long rows) {
        return (rows < 0 ? Optional.empty() : Optional.of(new RowCount(rows, true))).toString();
    }
}
