package dev.dbmerge.internal.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** The structure is the same wherever it comes from, and nothing of it is left on the server. */
class StructureIT {
    private static final String[] TABLES = {
        "SET NAMES utf8mb4",
        "CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_german2_ci,"
                + " boss_id INT, UNIQUE (name), FULLTEXT (name), FOREIGN KEY (boss_id) REFERENCES users (id) ON DELETE CASCADE)"
                + " AUTO_INCREMENT = 77 COMMENT 'people; and others'",
        "CREATE TABLE scenarios (id INT PRIMARY KEY, user_id INT, title VARCHAR(9) DEFAULT 'a;b',"
                + " FOREIGN KEY (user_id) REFERENCES users (id)) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
        "CREATE TABLE flat (id INT PRIMARY KEY) ENGINE = MyISAM",
        "CREATE VIEW names AS SELECT u.name, s.title FROM users u JOIN scenarios s ON s.user_id = u.id"
    };
    private static final String TRIGGER =
            "CREATE TRIGGER audit BEFORE INSERT ON users FOR EACH ROW BEGIN SET NEW.name = 'x'; SET NEW.boss_id = NULL; END";

    @TempDir
    Path folder;

    @ServerTest
    void everySourceGivesTheSameStructure(TestServer server) throws SQLException, IOException {
        String tables = String.join(";\n", TABLES);
        String live = server.schema("its_live");
        String other = server.schema("its_live_production");
        make(server, live);
        make(server, other);
        List<Map<String, String>> found = new ArrayList<>();
        String script =
                tables + ";\n/*!50003 SET @old = 1 */ ;\nDELIMITER ;;\n/*!50003 " + TRIGGER + " */;;\nDELIMITER ;\n";
        try (TestbedFixture fixture = new TestbedFixture(folder, server)
                .file("staging.sql", script)
                .staging("staging.sql")
                .production("staging.sql")) {
            Testbed testbed = fixture.open();
            found.add(texts(testbed.target()));
            testbed.saveStructure(folder.resolve("saved.sql"));
            assertEquals(folder.resolve("staging.sql").toString(), testbed.structure());
            assertEquals(server.product(), testbed.server());
        }
        try (TestbedFixture fixture = new TestbedFixture(folder, server)
                .file("db/V1__tables.sql", tables)
                .file("db/V2__trigger.sql", "DELIMITER //\n" + TRIGGER + "//\nDELIMITER ;\n")
                .staging("db")) {
            found.add(texts(fixture.open().target()));
        }
        try (TestbedFixture fixture = new TestbedFixture(folder, server).saved("saved.sql")) {
            Testbed testbed = fixture.open();
            found.add(texts(testbed.target()));
            testbed.saveStructure(folder.resolve("again.sql"));
        }
        try (TestbedFixture fixture = new TestbedFixture(folder, server).live(live, live + "_none")) {
            Testbed testbed = fixture.open();
            found.add(texts(testbed.target()));
            assertTrue(testbed.structure().startsWith(live + " on "), testbed.structure());
        }
        try (TestbedFixture fixture = new TestbedFixture(folder, server).live(live, other)) {
            fixture.open().saveStructure(folder.resolve("live.sql"));
        }

        assertEquals(
                List.of("flat", "names", "scenarios", "users"),
                List.copyOf(found.get(0).keySet()));
        found.forEach(one -> assertEquals(found.get(0), one));
        String saved = Files.readString(folder.resolve("saved.sql"));
        assertEquals(saved, Files.readString(folder.resolve("again.sql")));
        String fromLive = Files.readString(folder.resolve("live.sql"));
        assertEquals(saved, fromLive);
        assertFalse(
                saved.contains("AUTO_INCREMENT=") || saved.contains("DEFINER=") || saved.contains("somebody"), saved);
        assertTrue(saved.contains("TRIGGER"), saved);
    }

    private static void make(TestServer server, String schema) throws SQLException {
        try (Connection connection = server.root(schema);
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'");
            for (String sql : TABLES) {
                statement.execute(sql);
            }
            statement.execute(TRIGGER);
            statement.execute("INSERT INTO users (name) VALUES ('somebody')");
        }
    }

    private static Map<String, String> texts(Schema schema) {
        Map<String, String> texts = new TreeMap<>();
        for (Table table : schema.tables().values()) {
            texts.put(
                    table.name(),
                    table.createSql().replace(schema.name(), "NAME").replaceFirst(" AUTO_INCREMENT=\\d+", ""));
        }
        schema.code()
                .forEach(object -> texts.put(object.name(), object.createSql().replace(schema.name(), "NAME")));
        return texts;
    }

    /** A person can load a saved file as it is. */
    @ServerTest
    void aSavedStructureIsPlainSql(TestServer server) throws SQLException, IOException {
        try (TestbedFixture fixture = new TestbedFixture(folder, server)
                .file("staging.sql", String.join(";\n", TABLES))
                .staging("staging.sql")
                .production("staging.sql")) {
            fixture.open().saveStructure(folder.resolve("saved.sql"));
        }
        String staging = server.name("its_saved_staging");
        String production = server.name("its_saved_production");
        String saved = Files.readString(folder.resolve("saved.sql"))
                .replace("structure_staging", staging)
                .replace("structure_production", production);
        try (Connection connection = server.root();
                Statement statement = connection.createStatement()) {
            for (String sql : saved.split(";\n")) {
                statement.execute(sql);
            }
            assertEquals(4, count(statement, staging));
            assertEquals(4, count(statement, production));
        }
    }

    private static int count(Statement statement, String schema) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '" + schema + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @ServerTest
    void aStructureThatCannotBeMadeNamesItsPlace(TestServer server) throws SQLException {
        TestbedFixture fixture = new TestbedFixture(folder, server)
                .file("wrong.sql", "CREATE TABLE t (id INT);\n\n  -- next\n  CREATE TABLE u (id INTT);\n")
                .file("use.sql", "CREATE TABLE t (id INT);\nUSE other;\n")
                .file("quote.sql", "CREATE TABLE t (id INT);\nCREATE TABLE u (c ENUM('a)");
        fixture.file("db/V1__a.sql", "CREATE TABLE t (id INT);\nCREATE TABLE u (id INTT);\n")
                .file("empty/readme.txt", "x");

        assertProblem(fixture.staging("wrong.sql"), "wrong.sql:4:3", "refused to make the structure: ");
        assertMessage(
                fixture.staging("use.sql"),
                "The structure speaks of a database of its own (USE), but it is made in a database that the test chooses."
                        + " Leave the statement out; mysqldump writes none without --databases. [E500 "
                        + folder.resolve("use.sql") + ":2:1]");
        assertMessage(
                fixture.staging("quote.sql"),
                "The structure is not SQL: the quote ' has no end. Mend the file, then run again. [E500 "
                        + folder.resolve("quote.sql") + ":2:24]");
        assertProblem(fixture.staging("db"), "db/V1__a.sql:2:1", "refused to make the structure: ");
        assertMessage(
                fixture.staging("empty"),
                "The folder " + folder.resolve("empty") + " has no Flyway migration."
                        + " Name its files V1__what_it_makes.sql, V2__next.sql. [E500]");
        assertMessage(
                fixture.staging("missing.sql"),
                folder.resolve("missing.sql") + ", from which the test takes staging's structure, does not exist."
                        + " Mend test.structure in " + folder.resolve("merge.yml") + ". [E208]");
        assertMessage(
                fixture.saved("use.sql"),
                folder.resolve("use.sql") + " is no saved structure: it has no line \"-- side: staging\"."
                        + " Write it with dbmerge test --save-structure " + folder.resolve("use.sql") + ". [E201 "
                        + folder.resolve("use.sql") + ":1:1]");
        assertMessage(
                new TestbedFixture(folder, server).live("its_nothing_here", "x"),
                "The database its_nothing_here does not exist at "
                        + server.url().replaceAll("^.*//|/.*$", "")
                        + ", or the account may not see it. Mend the url under staging, or grant the account SELECT on it. [E306]");
        fixture.close();
        assertEquals(List.of(), leftBehind(server));
    }

    private static void assertMessage(TestbedFixture fixture, String message) {
        assertEquals(message, assertThrows(MergeException.class, fixture::open).getMessage());
        fixture.close();
    }

    private void assertProblem(TestbedFixture fixture, String place, String part) {
        MergeException e = assertThrows(MergeException.class, fixture::open);
        assertEquals(folder + "/" + place, e.position().orElseThrow().toString());
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @ServerTest
    void nothingIsLeftOnTheServer(TestServer server) throws SQLException {
        TestbedFixture fixture = TestbedFixture.of(folder, server, TABLES);
        fixture.open();
        List<String> open = leftBehind(server);

        fixture.close();

        assertEquals(1, open.size(), open.toString());
        assertTrue(open.get(0).matches("dbmerge_test_[0-9a-f]{8}_target"), open.toString());
        assertEquals(List.of(), leftBehind(server));
    }

    private static List<String> leftBehind(TestServer server) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = server.root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW DATABASES LIKE 'dbmerge\\_test\\_%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
