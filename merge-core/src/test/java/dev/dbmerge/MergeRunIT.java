package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.RuleResult;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.report.TableResult;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** Merges two databases full of what copies get wrong, and compares with what plain SQL makes of the sources. */
class MergeRunIT {
    private static final String SPEC = """
            overlay:
              users: { drop: [crypted_password] }
              scenarios:
                columns: { area_code: "COALESCE(NULLIF(region, ''), country)" }
                drop: [country, region]
              notes:
            references:
              - notes.scenario_id -> scenarios.id
            discard: [old_table]
            cleanup: cleanup/*.sql
            rules: { 010-stale: { max-percent: 95 } }
            checks: checks/*.sql
            fixes: fixes/
            """;
    private static final String STALE = "DELETE FROM scenarios WHERE user_id IS NULL AND protected IS NULL"
            + " AND description IS NULL AND (title = 'API' OR title IS NULL)";
    private static final String ROLES = "UPDATE users SET role = 'none' WHERE role IS NULL";
    private static final List<String> OVERLAY = List.of(
            "INSERT INTO users (id, name, email, boss_id, role)"
                    + " SELECT id, name, email, boss_id, role FROM $production.users",
            "INSERT INTO scenarios (id, user_id, title, description, protected, area_code, score, created_at)"
                    + " SELECT id, user_id, title, description, protected, COALESCE(NULLIF(region, ''), country),"
                    + " score * 1e0, created_at FROM $production.scenarios",
            "INSERT INTO notes (scenario_id, position, body) SELECT scenario_id, position, body FROM $production.notes");

    private static final String USERS = "id, name, email, boss_id, role";
    private static final String SCENARIOS =
            "id, user_id, title, description, protected, area_code, score * 1e0, created_at, source, state";

    @TempDir
    private Path folder;

    @ServerTest
    void aSnapshotOfBothIsMergedOnOneServer(TestServer server) throws SQLException {
        MergeFixture fixture = fixture(server, server, server);

        MergeReport report = assertMerged(fixture);

        List<String> ways = new ArrayList<>(ways(report));
        boolean old =
                server.product().startsWith("MySQL 8.0") || server.product().startsWith("MySQL 5.7");
        assertEquals(old, ways.remove("streamed, batched INSERT"), "tables with long values");
        assertEquals(List.of("streamed, LOAD DATA"), ways);
    }

    @ServerTest
    void lockedSourcesAreCopiedWithinTheServer(TestServer server) throws SQLException {
        MergeFixture fixture = fixture(server, server, server).consistency("lock");

        MergeReport report = assertMerged(fixture);

        assertEquals(List.of("within the server"), ways(report));
    }

    @ServerTest
    void stagingProductionAndTargetMayBeOnThreeServers(TestServer server, TestServers servers) throws SQLException {
        List<TestServer> all = servers.all();
        int at = all.indexOf(server);
        MergeFixture fixture = fixture(server, all.get((at + 1) % all.size()), all.get((at + 2) % all.size()));

        assertMerged(fixture);
    }

    @ServerTest
    void whatOnlySomeServersHaveIsCopiedWhereTheyHaveIt(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.staging.run(
                "CREATE TABLE shapes (id INT PRIMARY KEY, place POINT, area GEOMETRY)",
                "INSERT INTO shapes VALUES (1, ST_GeomFromText('POINT(1 2)'), ST_GeomFromText('LINESTRING(0 0,1e-7 1)')), (2, NULL, NULL)");
        if (hasInvisibleColumns(server)) {
            fixture.staging.run(
                    "CREATE TABLE secrets (id INT PRIMARY KEY, hidden VARCHAR(9) INVISIBLE, shown INT)",
                    "INSERT INTO secrets (id, hidden, shown) VALUES (1, 'x', 2), (2, NULL, NULL)");
        }

        fixture.run();

        for (String table : fixture.staging.tables()) {
            assertEquals(structure(fixture.staging, table), structure(fixture.target, table));
        }
        for (String table : fixture.staging.tables().stream()
                .filter(name -> !name.equals("users"))
                .toList()) {
            assertEquals(fixture.staging.table(table), fixture.target.table(table), table);
        }
    }

    /** A strict server takes the index 0 of an ENUM from another ENUM and as the text '0'; MariaDB 10.11 takes it from an ENUM alone. */
    @ServerTest
    void theIndexZeroOfAnEnumIsCopied(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.staging.run(
                "CREATE TABLE choices (id INT PRIMARY KEY, e ENUM('', 'a'))",
                "INSERT INTO choices VALUES (1, 'nope'), (2, '')");

        MergeReport report = fixture.consistency("lock").run();
        List<String> copied = fixture.target.table("choices");

        assertEquals(Outcome.VERIFIED, report.outcome());
        assertEquals(fixture.staging.table("choices"), copied);
        if (!server.product().startsWith("MariaDB 10.")) {
            assertEquals(Outcome.VERIFIED, fixture.consistency("snapshot").run().outcome());
            assertEquals(copied, fixture.target.table("choices"));
        }
    }

    private static boolean hasInvisibleColumns(TestServer server) {
        return server.isMariaDb() || server.product().startsWith("MySQL 9");
    }

    private MergeFixture fixture(TestServer staging, TestServer production, TestServer target) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, staging, production, target).spec(SPEC);
        fixture.file("cleanup/010-stale.sql", "-- what the API left behind\n" + STALE + ";\n")
                .file("cleanup/020-roles.sql", ROLES)
                .file("checks/roles.sql", "SELECT id FROM ${target}.users WHERE role IS NULL")
                .file("fixes/V1__codes.sql", "UPDATE areas SET code = UPPER(code) WHERE id = 2;");
        MergeFixture.load(fixture.staging, "staging.sql");
        fixture.staging.run("CREATE VIEW z_first AS SELECT id, name FROM users WHERE id > 0");
        MergeFixture.load(fixture.staging, "code.sql");
        fixture.staging.run(
                "CREATE TRIGGER stamp BEFORE INSERT ON scenarios FOR EACH ROW SET NEW.source = 'trigger'",
                "CREATE EVENT sweep ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO DELETE FROM log");
        MergeFixture.load(fixture.production, "production.sql");
        return fixture;
    }

    private MergeReport assertMerged(MergeFixture fixture) throws SQLException {
        Map<String, Object> staging = fixture.staging.state();
        Map<String, Object> production = fixture.production.state();
        ByHand byHand = byHand(fixture);

        MergeReport report = fixture.run();

        assertEquals(byHand.result().tables(), fixture.target.tables());
        for (String table : byHand.result().tables()) {
            Place.assertSameRows(byHand.result().table(table), fixture.target.table(table), table);
        }
        assertEquals(Outcome.VERIFIED, report.outcome(), report.checks().toString());
        Map<String, List<String>> expected = new TreeMap<>(byHand.archives());
        expected.replaceAll((image, rows) -> fixture.held(rows));
        Map<String, List<String>> archived = new TreeMap<>(archives(fixture.target));
        archived.replaceAll((image, rows) -> fixture.held(rows));
        assertEquals(expected, archived);
        assertCounters(fixture);
        assertCode(fixture);
        assertReport(fixture, report);
        assertJournal(fixture, report);
        fixture.target.run("DROP DATABASE " + fixture.target.schema());
        byHand.result().run("DROP DATABASE " + byHand.result().schema());
        assertEquals(staging, fixture.staging.state());
        assertEquals(production, fixture.production.state());
        return report;
    }

    /** Does on the target's server what the spec says, statement by statement. */
    private static ByHand byHand(MergeFixture fixture) throws SQLException {
        TestServer server = fixture.target.server();
        Place given = new Place(server, server.schema("its_given"));
        Place hand = new Place(server, server.schema("its_hand"));
        MergeFixture.load(given, "production.sql");
        MergeFixture.load(hand, "staging.sql");
        hand.run("DELETE FROM notes", "DELETE FROM scenarios", "DELETE FROM users");
        List<String> overlay = new ArrayList<>(List.of("SET foreign_key_checks = 0"));
        OVERLAY.forEach(sql -> overlay.add(sql.replace("$production", given.schema())));
        hand.run(overlay.toArray(String[]::new));
        hand.run("UPDATE areas SET code = UPPER(code) WHERE id = 2");
        given.run("DROP DATABASE " + given.schema());
        String stale = " FROM scenarios" + STALE.substring(STALE.indexOf(" WHERE"));
        Map<String, List<String>> archives = new TreeMap<>();
        archives.put("removed scenarios", hand.rows("SELECT " + SCENARIOS + stale));
        archives.put("removed notes", hand.rows("SELECT * FROM notes WHERE scenario_id IN (SELECT id" + stale + ")"));
        archives.put("before users", hand.rows("SELECT " + USERS + " FROM users WHERE role IS NULL"));
        hand.run(STALE, ROLES);
        archives.put("after users", hand.rows("SELECT " + USERS + " FROM users WHERE role = 'none'"));
        return new ByHand(hand, archives);
    }

    private static Map<String, List<String>> archives(Place target) throws SQLException {
        Map<String, List<String>> archives = new TreeMap<>();
        for (String row : target.texts("SELECT table_name, archive_table FROM _dbmerge_archive")) {
            String table = row.substring(0, row.indexOf('|'));
            String archive = row.substring(row.indexOf('|') + 1);
            String columns =
                    Map.of("users", USERS, "scenarios", SCENARIOS).getOrDefault(table, "scenario_id, position, body");
            for (String image : target.texts("SELECT DISTINCT _dbmerge_image FROM " + archive)) {
                archives.put(
                        image + " " + table,
                        target.rows(
                                "SELECT " + columns + " FROM " + archive + " WHERE _dbmerge_image = '" + image + "'"));
            }
        }
        return archives;
    }

    /** An id that either side has given out is not given out again. */
    private static void assertCounters(MergeFixture fixture) throws SQLException {
        assertEquals(90_000, fixture.target.counter("users"));
        assertEquals(900_000, fixture.target.counter("scenarios"));
        assertEquals(7_000, fixture.target.counter("types"));
        assertEquals(8, fixture.target.counter("areas"));
    }

    private static void assertCode(MergeFixture fixture) throws SQLException {
        Place target = fixture.target;
        assertEquals(List.of("Ann|2", "Bob|4"), target.texts("SELECT * FROM a_last WHERE name < 'C' ORDER BY name"));
        assertEquals(
                List.of("stamp|BEFORE|INSERT|scenarios"),
                target.texts(
                        "SELECT TRIGGER_NAME, ACTION_TIMING,"
                                + " EVENT_MANIPULATION, EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()"));
        assertEquals(
                List.of("sweep|DISABLED"),
                target.texts("SELECT EVENT_NAME, STATUS FROM information_schema.EVENTS"
                        + " WHERE EVENT_SCHEMA = DATABASE()"));
        assertEquals(
                List.of("forget", "twice"),
                target.texts("SELECT ROUTINE_NAME FROM information_schema.ROUTINES"
                        + " WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY 1"));
        target.run("CALL forget(3)");
        assertEquals(List.of("0"), target.texts("SELECT COUNT(*) FROM users WHERE id = 3"));
    }

    private static void assertReport(MergeFixture fixture, MergeReport report) throws SQLException {
        assertTrue(
                report.steps().stream().allMatch(step -> step.status() == StepResult.Status.DONE), report.toString());
        assertTrue(report.tables().stream().allMatch(table -> table.comparison() == TableResult.Comparison.EQUAL));
        Map<String, TableResult> tables = new TreeMap<>();
        report.tables().forEach(table -> tables.put(table.table(), table));
        assertEquals(fixture.target.tables(), List.copyOf(tables.keySet()));
        assertEquals(10, tables.get("scenarios").copied());
        assertEquals(
                fixture.target.table("scenarios").size() + 1,
                tables.get("scenarios").rows());
        assertEquals(
                List.of(
                        new RuleResult("010-stale", "scenarios", 10, 5, 0, 5),
                        new RuleResult("010-stale", "notes", 4, 2, 0, 2),
                        new RuleResult("020-roles", "users", 5, 0, 2, 5)),
                report.rules());
        assertTrue(
                report.checks().stream().allMatch(CheckResult::holds),
                report.checks().toString());
        assertTrue(
                report.checks().stream()
                        .map(CheckResult::id)
                        .toList()
                        .containsAll(List.of("notes.scenario_id -> scenarios.id", "roles")),
                report.checks().toString());
        assertTrue(
                report.productionPosition().orElse("").matches(".+\\.\\d+:\\d+"),
                report.productionPosition().toString());
        assertTrue(report.target()
                .startsWith(fixture.target.schema() + " on "
                        + fixture.target.server().product()));
        String json = read(fixture.path("run.json"));
        assertTrue(json.contains("\"runId\": \"" + report.runId() + "\""), json);
        assertTrue(json.contains("\"outcome\": \"verified\""), json);
    }

    private static void assertJournal(MergeFixture fixture, MergeReport report) throws SQLException {
        assertEquals(
                List.of(report.runId() + "|VERIFIED|"
                        + report.productionPosition().orElse("") + "|its"),
                fixture.target.texts("SELECT run_id, state, production_position, spec FROM _dbmerge_run"));
        assertEquals(
                report.steps().stream()
                        .map(step -> step.id() + "|" + step.status() + "|" + step.rows())
                        .skip(1)
                        .sorted()
                        .toList(),
                fixture.target.texts("SELECT step_id, state, affected FROM _dbmerge_step").stream()
                        .filter(row -> !row.startsWith("target:"))
                        .sorted()
                        .toList());
        assertEquals(
                List.of("0"),
                fixture.target.texts("SELECT COUNT(*) FROM _dbmerge_step WHERE source_sum = ''"
                        + " AND (step_id LIKE 'copy:%' OR step_id LIKE 'overlay:%')"));
    }

    private static List<String> ways(MergeReport report) {
        return report.steps().stream()
                .filter(step -> step.id().startsWith("copy:") || step.id().startsWith("overlay:"))
                .map(StepResult::detail)
                .distinct()
                .toList();
    }

    private static List<String> structure(Place place, String table) throws SQLException {
        return place.texts("SHOW CREATE TABLE " + table);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What must come out, and the archived rows by image and table. */
    private record ByHand(Place result, Map<String, List<String>> archives) {}
}
