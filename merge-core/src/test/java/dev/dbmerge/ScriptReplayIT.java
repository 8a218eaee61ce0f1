package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.plan.StepSql;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** The statements that a plan prints, given to a server one by one, leave the rows that the run leaves. */
class ScriptReplayIT {
    private static final String SPEC = """
            overlay:
              users:
                columns: { area: "COALESCE(NULLIF(region, ''), country)" }
                drop: [country, region]
                where: "email NOT LIKE '%@gone'"
                keep-staging: "id >= 900"
            tables:
              settings: { keep-production: [value] }
            references:
              - { from: posts.user_id, to: users.id, orphans: delete }
              - { from: comments.post_id, to: posts.id, orphans: delete }
              - { from: likes.user_id, to: users.id, orphans: set-null }
              - { from: votes.votable_id, to: posts.id, orphans: delete }
            cleanup: cleanup/*.sql
            """;
    private static final String SESSION =
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00'";
    private static final String OWN = "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
            + " AND TABLE_NAME LIKE '\\_dbmerge\\_%' ORDER BY TABLE_NAME";
    private static final String MIGRATION = "UPDATE people SET name = UPPER(name)";

    @TempDir
    private Path folder;

    @ServerTest
    void thePrintedStatementsLeaveTheRowsThatTheRunLeaves(TestServer server) throws SQLException {
        MergeFixture fixture = whole(server).consistency("lock");
        List<StepSql> script = script(fixture);

        Map<String, List<String>> answers = replay(fixture, script, Map.of());
        Map<String, List<String>> byHand = rows(fixture.target);
        fixture.staging.run("DROP DATABASE `" + fixture.target.schema() + "`");
        MergeReport report = fixture.run();

        assertEquals(Outcome.VERIFIED, report.outcome(), report::toString);
        Map<String, List<String>> byRun = rows(fixture.target);
        byRun.forEach((table, rows) -> assertEquals(rows, byHand.get(table), table));
        assertTrue(byRun.keySet().containsAll(List.of("users", "settings", "votes", "_dbmerge_removed_1")));
        assertTrue(byHand.keySet().stream()
                .filter(table -> !byRun.containsKey(table))
                .allMatch(table -> table.startsWith("_dbmerge_removed_")
                        && byHand.get(table).isEmpty()));
        assertSumsAddUp(fixture, answers);
    }

    @ServerTest
    void anOldTargetGoesAndAScratchCopyIsPrintedButForItsMigrations(TestServer server)
            throws SQLException, IOException {
        MergeFixture fixture = migrated(server).consistency("lock");
        String scratch = "`" + fixture.target.schema() + "_scratch`.";
        String production = "`" + fixture.production.schema() + "`.";
        List<String> rowsAndMigration = List.of(
                "INSERT INTO " + scratch + "people SELECT * FROM " + production + "people",
                "INSERT INTO " + scratch + "schema_migrations SELECT * FROM " + production + "schema_migrations",
                "USE `" + fixture.target.schema() + "_scratch`",
                MIGRATION);

        MergeReport report = fixture.run();
        Map<String, List<String>> byRun = rows(fixture.target);
        List<StepSql> script = script(fixture);
        replay(fixture, script, Map.of("migrate:production", rowsAndMigration));

        assertEquals(Outcome.VERIFIED, report.outcome(), report::toString);
        assertEquals(byRun, rows(fixture.target));
        assertTrue(step(script, "target:" + fixture.target.schema())
                .statements()
                .contains("DROP TABLE `" + fixture.target.schema() + "`.`users`"));
        assertEquals(
                List.of("1|ANN|user|null", "2|BOB|user|null"), fixture.target.texts("SELECT * FROM users ORDER BY id"));
        StepSql overlay = step(script, "overlay:users");
        assertTrue(
                overlay.notes().stream().anyMatch(note -> note.endsWith("also for area, which get their default here")),
                () -> overlay.notes().toString());
        assertTrue(overlay.statements().contains("DROP DATABASE IF EXISTS `" + fixture.target.schema() + "_scratch`"));
        assertTrue(step(script, "migrate:production").notes().stream()
                .anyMatch(note -> note.startsWith("then migrate migrates it")));
    }

    private static StepSql step(List<StepSql> script, String id) {
        return script.stream()
                .filter(step -> step.step().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Makes a table under another name and a column that neither production nor the migration has. */
    private MergeFixture migrated(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = new MergeFixture(folder, server);
        String ledger = "CREATE TABLE schema_migrations (version VARCHAR(191) NOT NULL, UNIQUE KEY u (version))";
        fixture.staging.run(
                "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), role VARCHAR(9), area VARCHAR(20), KEY (name))",
                ledger,
                "INSERT INTO schema_migrations VALUES ('1'), ('2')");
        fixture.production.run(
                "CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(20), role VARCHAR(9), KEY (role))",
                "INSERT INTO people VALUES (1, 'Ann', 'user'), (2, 'Bob', 'user'), (3, 'Root', 'root')",
                ledger,
                "INSERT INTO schema_migrations VALUES ('1')");
        Path file = fixture.file("bin/migrate.sql", MIGRATION)
                .file("bin/migrate", "")
                .path("bin/migrate");
        Files.writeString(file, "#!/bin/sh\n" + MigrationMain.command("sql " + fixture.path("bin/migrate.sql")) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return fixture.spec("overlay:\n  users: { from: people, where: \"role = 'user'\" }\n"
                + "migrations: { run: bin/migrate, done: ['2'] }\n");
    }

    /** What the printed queries answer is what the run asks them for. */
    private static void assertSumsAddUp(MergeFixture fixture, Map<String, List<String>> answers) {
        List<String> compared = answers.get("verify:" + fixture.target.schema()).stream()
                .filter(answer -> answer.contains("|"))
                .toList();
        List<String> keeping = answers.get("keep-production:settings");
        List<Integer> different = IntStream.range(0, compared.size() / 2)
                .filter(i -> !compared.get(2 * i).equals(compared.get(2 * i + 1)))
                .boxed()
                .toList();
        assertEquals(2, different.size(), () -> "settings and users: " + compared);
        assertTrue(different.stream().anyMatch(i -> compared.get(2 * i + 1).equals(keeping.get(keeping.size() - 2))));
        List<String> counted = answers.get("references:" + fixture.target.schema());
        assertTrue(
                IntStream.range(0, counted.size()).allMatch(i -> counted.get(i).equals("0")), counted::toString);
    }

    /**
     * Gives what each step's queries answered.
     *
     * @param behind statements that run after a step, in place of what passes rows through dbmerge
     */
    private static Map<String, List<String>> replay(
            MergeFixture fixture, List<StepSql> script, Map<String, List<String>> behind) throws SQLException {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        try (Connection connection = fixture.staging.server().root(fixture.staging.schema());
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(SESSION);
            for (StepSql step : script) {
                List<String> found = answers.computeIfAbsent(step.step(), id -> new ArrayList<>());
                List<String> statements = new ArrayList<>(step.statements());
                if (behind.containsKey(step.step())) {
                    statements.removeIf(sql -> sql.startsWith("LOAD DATA LOCAL") || sql.contains("?"));
                    statements.addAll(behind.get(step.step()));
                }
                for (String sql : statements) {
                    if (statement.execute(sql)) {
                        found.addAll(texts(statement.getResultSet()));
                    }
                }
            }
        }
        return answers;
    }

    private static List<String> texts(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                row.add(rows.getString(i));
            }
            texts.add(String.join("|", row));
        }
        return texts;
    }

    /** Gives the rows of every table and archive, and the structure of these and of the journal. */
    private static Map<String, List<String>> rows(Place target) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : target.tables()) {
            rows.put(table, target.table(table));
            rows.put("structure of " + table, target.texts("SHOW CREATE TABLE `" + table + "`"));
        }
        for (String table : target.texts(OWN)) {
            if (table.startsWith("_dbmerge_removed_")) {
                rows.put(table, target.table(table));
            } else if (!table.equals("_dbmerge_history")) {
                String create =
                        target.texts("SHOW CREATE TABLE `" + table + "`").get(0);
                rows.put("structure of " + table, List.of(create.replaceFirst(" AUTO_INCREMENT=\\d+", "")));
            }
        }
        return rows;
    }

    private static List<StepSql> script(MergeFixture fixture) {
        try (Merger merger = fixture.merger().open()) {
            return merger.sql(merger.plan());
        }
    }

    private MergeFixture whole(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        fixture.staging.run(
                "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), area VARCHAR(20), role VARCHAR(9) DEFAULT 'user')",
                "INSERT INTO users VALUES (1, 'tester', 'x', 'boss'), (900, 'robot@api', 'r', 'bot')",
                "CREATE TABLE settings (id INT, lang CHAR(2), value DECIMAL(9, 3), label VARCHAR(20) NOT NULL,"
                        + " at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,"
                        + " PRIMARY KEY (id, lang))",
                "INSERT INTO settings VALUES (1, 'nl', 0.5, 'een', '2037-01-01 00:00:00'),"
                        + " (1, 'en', 1.5, 'one', '2037-01-02 00:00:00'), (3, 'en', 3, 'three', '2037-01-03 00:00:00')",
                "CREATE TABLE posts (id INT PRIMARY KEY, user_id INT, title VARCHAR(20))",
                "INSERT INTO posts VALUES (1, 1, 'a'), (2, 77, 'nobody''s; -- really'), (3, NULL, 'c'), (4, 5, 'gone')",
                "CREATE TABLE comments (id INT PRIMARY KEY, post_id INT NOT NULL, CONSTRAINT of_post FOREIGN KEY (post_id)"
                        + " REFERENCES posts (id))",
                "INSERT INTO comments VALUES (1, 1), (2, 2), (3, 2), (4, 3)",
                "SET SESSION foreign_key_checks = 0",
                "INSERT INTO comments VALUES (5, 99)",
                "SET SESSION foreign_key_checks = 1",
                "CREATE TABLE likes (id INT PRIMARY KEY, user_id INT)",
                "INSERT INTO likes VALUES (1, 1), (2, 78), (3, NULL)",
                "CREATE TABLE votes (id INT PRIMARY KEY, votable_type VARCHAR(20), votable_id INT)",
                "INSERT INTO votes VALUES (1, 'Post', 1), (2, 'Post', 2), (3, 'User', 900), (4, 'Post', 88)",
                "CREATE TABLE categories (id INT PRIMARY KEY, parent_id INT, name VARCHAR(20), CONSTRAINT below"
                        + " FOREIGN KEY (parent_id) REFERENCES categories (id) ON DELETE CASCADE)",
                "INSERT INTO categories VALUES (1, NULL, 'Old'), (2, 1, 'x'), (3, 2, 'y'), (4, NULL, 'New')",
                "CREATE TABLE items (id INT PRIMARY KEY, category_id INT, name VARCHAR(20), CONSTRAINT filed"
                        + " FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE SET NULL)",
                "INSERT INTO items VALUES (1, 2, 'twin'), (2, 4, 'twin'), (3, 3, 'twin'), (4, 3, 'one'), (5, 4, 'two')",
                "CREATE TABLE readings (amount DOUBLE, place VARCHAR(9))",
                "INSERT INTO readings VALUES (-0e0, 'a'), (1e-7, 'b'), (0, 'old'), (0, 'old')");
        fixture.production.run(
                "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), country VARCHAR(20), region VARCHAR(20))",
                "INSERT INTO users VALUES (1, 'ann@x', 'nl', 'north'), (2, 'bob@api', 'de', ''), (5, 'eve@gone', 'fr', '')",
                "CREATE TABLE settings (id INT, lang CHAR(2), value DECIMAL(9, 3), label VARCHAR(20) NOT NULL,"
                        + " at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,"
                        + " PRIMARY KEY (id, lang))",
                "INSERT INTO settings VALUES (1, 'nl', 7, 'een', '2037-01-01 00:00:00'),"
                        + " (1, 'en', NULL, 'one', '2037-01-02 00:00:00')");
        return fixture.spec(SPEC)
                .file("cleanup/010-old.sql", "DELETE FROM categories WHERE name = 'Old' -- and what is below")
                .file(
                        "cleanup/020-twins.sql",
                        "DELETE a, b FROM items AS a JOIN items AS b ON b.name = a.name AND b.id > a.id WHERE a.name = 'twin'")
                .file(
                        "cleanup/030-robots.sql",
                        "UPDATE users SET email = 'robot', role = 'bot' WHERE email LIKE '%@api'")
                .file("cleanup/040-readings.sql", "DELETE FROM readings WHERE place = 'old'");
    }
}
