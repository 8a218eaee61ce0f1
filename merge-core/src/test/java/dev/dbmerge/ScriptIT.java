package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.report.Ink;
import dev.dbmerge.report.TextReport;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** The statements that a plan shows are those that build what the run builds. */
class ScriptIT {
    private static final String SPEC = """
            overlay:
              users: { drop: [crypted_password] }
              scenarios:
                columns: { area_code: "COALESCE(NULLIF(region, ''), country)" }
                drop: [country, region]
              notes:
            references: [notes.scenario_id -> scenarios.id]
            discard: [old_table]
            cleanup: cleanup/*.sql
            checks: checks/*.sql
            fixes: fixes/
            """;
    private static final String SESSION =
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00'";

    @TempDir
    private Path folder;

    @ServerTest
    void theStatementsRunByHandBuildWhatTheRunBuilds(TestServer server) throws SQLException {
        MergeFixture fixture = whole(server).consistency("lock");
        Map<String, List<String>> byHand;
        List<String> statements = new ArrayList<>(List.of(SESSION));
        script(fixture).forEach(step -> statements.addAll(step.statements()));

        fixture.staging.run(statements.toArray(String[]::new));
        byHand = content(fixture.target);
        fixture.staging.run("DROP DATABASE `" + fixture.target.schema() + "`");
        fixture.run();

        assertEquals(content(fixture.target), byHand);
        assertTrue(byHand.containsKey("structure of scenarios") && byHand.containsKey("TRIGGERS"), byHand::toString);
    }

    @ServerTest
    void everyStepOfThePlanHasItsPartAndNothingIsExecuted(TestServer server) throws SQLException {
        MergeFixture fixture = whole(server);
        Map<String, Object> staging = fixture.staging.state();
        Map<String, Object> production = fixture.production.state();
        try (Merger merger = fixture.merger().open()) {
            MergePlan plan = merger.plan();

            List<StepSql> script = merger.sql(plan);

            assertEquals(
                    plan.steps().stream().map(Step::id).toList(),
                    script.stream().map(StepSql::step).toList());
            String text = new TextReport(Ink.PLAIN).sql(plan, script);
            String overlay = text.substring(text.indexOf("-- overlay:users"));
            assertTrue(overlay.contains("\nSELECT `id`") || overlay.contains("\nselect `id`"), overlay);
            assertTrue(overlay.contains("\nLOAD DATA LOCAL INFILE 'rows' REPLACE INTO TABLE "), overlay);
            assertTrue(text.contains("-- cleanup:010-api\n") && text.contains("DELETE FROM scenarios WHERE"), text);
            assertFalse(
                    fixture.passwords().values().stream().anyMatch(word -> word.length() > 3 && text.contains(word)));
        }
        assertEquals(staging, fixture.staging.state());
        assertEquals(production, fixture.production.state());
    }

    @ServerTest
    void aBlockedPlanHasNoStatements(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.production.run("CREATE TABLE old (id INT PRIMARY KEY)", "INSERT INTO old VALUES (1)");
        try (Merger merger = fixture.merger().open()) {
            MergePlan plan = merger.plan();

            MergeException refusal = assertThrows(MergeException.class, () -> merger.sql(plan));

            assertTrue(refusal.getMessage().startsWith("The plan has a blocker: "), refusal.getMessage());
        }
    }

    private MergeFixture whole(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        MergeFixture.load(fixture.staging, "staging.sql");
        fixture.staging.run("CREATE VIEW z_first AS SELECT id, name FROM users WHERE id > 0");
        MergeFixture.load(fixture.staging, "code.sql");
        fixture.staging.run(
                "CREATE TRIGGER stamp BEFORE INSERT ON scenarios FOR EACH ROW SET NEW.source = 'trigger'",
                "CREATE EVENT sweep ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO DELETE FROM log");
        MergeFixture.load(fixture.production, "production.sql");
        return fixture.spec(SPEC)
                .file("cleanup/010-api.sql", "DELETE FROM scenarios WHERE title = 'API' -- nobody's")
                .file("checks/none.sql", "SELECT id FROM ${target}.scenarios WHERE title = 'API' # none")
                .file("fixes/V1__role.sql", "UPDATE users SET role = 'none' WHERE role IS NULL;\n");
    }

    private static List<StepSql> script(MergeFixture fixture) {
        try (Merger merger = fixture.merger().open()) {
            return merger.sql(merger.plan());
        }
    }

    private static Map<String, List<String>> content(Place target) throws SQLException {
        Map<String, List<String>> content = new TreeMap<>();
        for (String table : target.tables()) {
            content.put("structure of " + table, target.texts("SHOW CREATE TABLE `" + table.replace("`", "``") + "`"));
            content.put("rows of " + table, target.table(table));
        }
        for (String kind : List.of("VIEWS", "TRIGGERS", "ROUTINES", "EVENTS")) {
            String schema = kind.equals("VIEWS") ? "TABLE" : kind.replaceFirst("S$", "");
            String body = kind.equals("VIEWS")
                    ? "VIEW_DEFINITION"
                    : kind.equals("TRIGGERS") ? "ACTION_STATEMENT" : kind.replaceFirst("S$", "_DEFINITION");
            content.put(
                    kind,
                    target.texts("SELECT " + body + " FROM information_schema." + kind + " WHERE " + schema
                            + "_SCHEMA = DATABASE() ORDER BY 1"));
        }
        return content;
    }
}
