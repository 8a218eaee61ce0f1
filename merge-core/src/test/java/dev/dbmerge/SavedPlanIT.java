package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.report.JsonReport;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.SavedPlan;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A plan that was saved runs later, unless it speaks of something else by then. */
class SavedPlanIT {
    @TempDir
    private Path folder;

    @ServerTest
    void aSavedPlanRunsWhenOnlyRowsChanged(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        SavedPlan saved = saved(fixture);
        fixture.production.run("INSERT INTO users VALUES (5, 'Eve')");
        fixture.staging.run("ALTER TABLE areas COMMENT ''");

        try (Merger merger = fixture.merger().open()) {
            MergeReport report = merger.run(merger.plan(saved));

            assertEquals(Outcome.VERIFIED, report.outcome());
        }
        assertEquals(List.of("5"), fixture.target.texts("SELECT COUNT(*) FROM users"));
    }

    @ServerTest
    void whatChangedInEitherStructureIsNamed(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.staging.run("CREATE VIEW names AS SELECT name FROM users");
        fixture.production.run("CREATE TABLE sessions (id INT PRIMARY KEY)");
        SavedPlan saved = saved(fixture);
        fixture.staging.run(
                "CREATE OR REPLACE VIEW names AS SELECT id FROM users",
                "ALTER TABLE users ADD KEY by_name (name), MODIFY id BIGINT NOT NULL",
                "CREATE TABLE targets (id INT PRIMARY KEY)");
        fixture.production.run("DROP TABLE sessions", "ALTER TABLE users ADD age INT");

        String refusal = refusal(fixture, saved);

        assertEquals(
                "The plan " + saved.file() + " of " + saved.madeAt() + " no longer holds; since then"
                        + " staging changed: view names, changed; users, column id, was int NOT NULL and is bigint NOT NULL;"
                        + " users, key by_name, is new; table targets is new;"
                        + " production changed: table sessions is gone; users, column age, is new."
                        + " Plan again, look at the findings, and save the new plan. [E402]",
                refusal.replaceAll("int\\(\\d+\\)", "int"));
    }

    @ServerTest
    void whatChangedInTheSpecIsNamed(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server)
                .file("cleanup/010-api.sql", "DELETE FROM users WHERE name = 'API'")
                .file("checks/one.sql", "SELECT id FROM users WHERE id = 99")
                .spec("overlay:\n  users:\ncleanup: cleanup/*.sql\nchecks: checks/*.sql\n");
        SavedPlan saved = saved(fixture);
        fixture.file("cleanup/010-api.sql", "DELETE FROM users WHERE name = 'Bob'")
                .spec(
                        "# a comment\noverlay:\n  users: { columns: { name: \"UPPER(name)\" } }\ncleanup: cleanup/*.sql\n");

        String refusal = refusal(fixture, saved);

        assertEquals(
                "The plan " + saved.file() + " of " + saved.madeAt() + " no longer holds; since then"
                        + " the spec changed: overlay.users, changed; cleanup rule 010-api, changed; check one, is gone."
                        + " Plan again, look at the findings, and save the new plan. [E402]",
                refusal);
    }

    @ServerTest
    void aPlanOfAnotherSpecAndABlockedOneAreRefused(TestServer server) throws SQLException {
        MergeFixture fixture = MergeFixture.small(folder, server);
        fixture.production.run("CREATE TABLE old (id INT PRIMARY KEY)", "INSERT INTO old VALUES (1)");

        assertEquals(
                "The plan " + folder.resolve("plan.json") + " was blocked when it was made."
                        + " Decide in the spec what dbmerge plan shows, and save the plan again. [E400]",
                refusal(fixture, saved(fixture)));

        SavedPlan saved = saved(fixture);
        SavedPlan other =
                new SavedPlan(saved.file(), "ete", "ete_new", "", "go", "", "", dev.dbmerge.plan.PlanBasis.UNKNOWN);
        assertEquals(
                "The plan " + saved.file() + " is for ete -> ete_new, and the spec " + folder.resolve("merge.yml")
                        + " for its -> " + fixture.target.schema()
                        + ". Save one with dbmerge plan --save FILE, and name it. [E217]",
                refusal(fixture, other));
    }

    private SavedPlan saved(MergeFixture fixture) {
        Path file = folder.resolve("plan.json");
        JsonReport.write(fixture.plan(), file);
        return SavedPlan.read(file);
    }

    private static String refusal(MergeFixture fixture, SavedPlan saved) {
        try (Merger merger = fixture.merger().open()) {
            return assertThrows(MergeException.class, () -> merger.plan(saved)).getMessage();
        }
    }
}
