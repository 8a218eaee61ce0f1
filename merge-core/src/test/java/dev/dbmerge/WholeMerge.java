package dev.dbmerge;

import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A merge with a step of every kind, for tests that stop it. */
final class WholeMerge {
    /** How many rows the largest table of staging has. */
    static final int ROWS = 6_000;

    private static final String SPEC = """
            overlay:
              users:
                columns: { label: "CONCAT(name, '!')" }
              notes: { keep-staging: "id > 100000" }
              moved: { columns: { id: "id + 1" } }
              flags:
            tables:
              settings: { keep-production: [value] }
              cache: empty
            cleanup: cleanup/*.sql
            checks: checks/*.sql
            fixes: fixes/
            """;

    private WholeMerge() {}

    /** Makes both sources, some tables larger than the first ranges. */
    static MergeFixture of(Path folder, TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server).spec(SPEC);
        List<String> tables = List.of(
                "CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20), boss INT, KEY by_name (name),"
                        + " CONSTRAINT their_boss FOREIGN KEY (boss) REFERENCES users (id))",
                "CREATE TABLE notes (id INT PRIMARY KEY, text VARCHAR(40), KEY by_text (text))",
                "CREATE TABLE moved (id INT PRIMARY KEY, v VARCHAR(40))",
                "CREATE TABLE flags (code VARCHAR(20) PRIMARY KEY, v INT)",
                "CREATE TABLE settings (id INT PRIMARY KEY, value VARCHAR(20), other INT)",
                "CREATE TABLE cache (id INT PRIMARY KEY)");
        fixture.staging.run(tables.toArray(String[]::new));
        fixture.staging.run(
                "ALTER TABLE users ADD COLUMN label VARCHAR(40)",
                "CREATE TABLE log (id INT PRIMARY KEY, v VARCHAR(40), KEY by_v (v))",
                "CREATE TABLE loose (v VARCHAR(40), KEY by_v (v))",
                "CREATE TABLE `odd``.\"name` (id INT PRIMARY KEY, v VARCHAR(40)) ENGINE = MyISAM",
                "CREATE TABLE plain (id INT PRIMARY KEY, user_id INT, KEY by_user (user_id),"
                        + " CONSTRAINT theirs FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE)",
                insert("log", ROWS, "%d, 'v%<d'"),
                insert("loose", 40, "'v%d'"),
                insert("`odd``.\"name`", 50, "%d, 'v'"),
                insert("users", 10, "%d, 'tester%<d', NULL, ''"),
                insert("plain", 10, "%d, %<d"),
                insert("settings", 2_000, "%d, 'ours', %<d"),
                insert("cache", 5, "%d"),
                "INSERT INTO notes VALUES (100001, 'ours')",
                "CREATE VIEW named AS SELECT id, name FROM users",
                "CREATE TRIGGER refuse BEFORE INSERT ON log FOR EACH ROW SET NEW.v = 'trigger'",
                "CREATE PROCEDURE one() SELECT 1",
                "CREATE EVENT sweep ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO DELETE FROM log");
        fixture.production.run(tables.toArray(String[]::new));
        fixture.production.run(
                insert("users", 2_500, "%d, 'user%<d', NULL"),
                "UPDATE users SET boss = id - 1 WHERE id > 1",
                insert("notes", 1_500, "%d, 'note%<d'"),
                insert("moved", 1_500, "%d, 'v%<d'"),
                insert("flags", 3_000, "'é%d', %<d"),
                insert("settings", 1_990, "%d, 'theirs', 0"));
        return fixture.file("cleanup/010-notes.sql", "DELETE FROM notes WHERE id BETWEEN 1 AND 700")
                .file("checks/none.sql", "SELECT id FROM ${target}.notes WHERE id BETWEEN 1 AND 700")
                .file("fixes/V1__moved.sql", "UPDATE moved SET v = 'fixed' WHERE id < 50;\n")
                .file("fixes/V2__column.sql", "ALTER TABLE flags ADD COLUMN w INT;\nCREATE TABLE more (id INT);\n");
    }

    /** Gives the INSERT of so many rows, each made of its number. */
    static String insert(String table, int rows, String row) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(i -> "(" + String.format(row, i) + ")")
                .collect(Collectors.joining(", ", "INSERT INTO " + table + " VALUES ", ""));
    }

    /** Gives structure, rows, code and archives of the target. */
    static Map<String, Object> content(Place target) throws SQLException {
        Map<String, Object> content = new TreeMap<>();
        for (String table : target.tables()) {
            content.put("structure of " + table, target.texts("SHOW CREATE TABLE `" + table.replace("`", "``") + "`"));
            content.put("rows of " + table, target.table(table));
        }
        List<String> code = new ArrayList<>();
        code.addAll(target.texts("SELECT TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS"
                + " WHERE TABLE_SCHEMA = DATABASE()"));
        code.addAll(target.texts("SELECT TRIGGER_NAME, ACTION_STATEMENT FROM information_schema.TRIGGERS"
                + " WHERE TRIGGER_SCHEMA = DATABASE()"));
        code.addAll(target.texts("SELECT ROUTINE_NAME, ROUTINE_DEFINITION FROM information_schema.ROUTINES"
                + " WHERE ROUTINE_SCHEMA = DATABASE()"));
        code.addAll(target.texts("SELECT EVENT_NAME, EVENT_DEFINITION, STATUS FROM information_schema.EVENTS"
                + " WHERE EVENT_SCHEMA = DATABASE()"));
        content.put("code", code);
        content.put("archives", target.texts("SELECT * FROM _dbmerge_archive"));
        content.put("archived", target.table("_dbmerge_removed_1"));
        return content;
    }
}
