package dev.dbmerge;

import dev.dbmerge.internal.backup.Backup;
import dev.dbmerge.internal.backup.Backup.Proving;
import dev.dbmerge.internal.backup.Backups;
import dev.dbmerge.internal.schema.StructureFixture;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.report.BackupReport;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database to back up, with whatever a copy may spoil, and all that can be said of it by plain JDBC. */
final class LiveDatabase {
    private final MergeFixture fixture;
    private final Path folder;

    LiveDatabase(Path folder, TestServer server) throws SQLException {
        this.folder = folder;
        this.fixture = new MergeFixture("bak", folder, server, server, server).spec("overlay: {}\n");
    }

    /** Makes structures, code and rows of every kind that the server has. */
    LiveDatabase withEverything() throws SQLException {
        List<String> files = new ArrayList<>(StructureFixture.files(place().server()));
        files.add("code");
        MergeFixture.load(place(), "staging.sql");
        place().run("RENAME TABLE log TO other_log");
        StructureFixture.load(place().server(), files, schema());
        place().run(
                        "CREATE TABLE zeros (id INT PRIMARY KEY, born DATE, seen DATETIME, level ENUM('1', 'a'), place ENUM('a', 'b'),"
                                + " tag ENUM('', 'x'))",
                        "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'",
                        "INSERT INTO zeros VALUES (1, '2024-02-31', '2023-04-31 10:00:00', 0, 0, 0),"
                                + " (2, '0000-00-00', '2024-00-00', 0, 1, 1), (3, '2024-02-29', NULL, 1, 0, 2)",
                        "CREATE TABLE places (id INT PRIMARY KEY AUTO_INCREMENT, at POINT NOT NULL, g GEOMETRY, SPATIAL KEY (at))",
                        "INSERT INTO places VALUES (1, ST_GeomFromText('POINT(1 2.5)', 0), NULL),"
                                + " (2, ST_GeomFromText('POINT(-0.1 92)'), ST_GeomFromText('LINESTRING(1 2, 10 92)', 4326))",
                        "INSERT INTO ca VALUES (1, NULL), (2, NULL)",
                        "INSERT INTO cb VALUES (1, 2), (2, 1)",
                        "UPDATE ca SET cb = 3 - id",
                        "INSERT INTO myi (grp, v) VALUES (1, 5), (1, 6), (2, 7)",
                        "INSERT INTO gen (id, grp, n) VALUES (1, 1, 'é'), (2, 1, NULL)",
                        "INSERT INTO part VALUES (1, 5), (2, 50)",
                        "INSERT INTO part2 VALUES (1, 'x'), (2, 'y)')",
                        "CREATE TABLE many (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(40), KEY (v))",
                        "INSERT INTO many (v) VALUES ('a'), ('b'), ('c'), ('d')");
        String odd = place().texts("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
                        + " AND TABLE_NAME LIKE 'we%'")
                .get(0)
                .replace("`", "``");
        place().run("INSERT INTO `" + odd + "` VALUES (1, '\\t\\n\\\\N', 'a', NULL, 'é)')");
        for (int i = 0; i < 12; i++) {
            place().run("INSERT INTO many (v) SELECT CONCAT(v, id % 10) FROM many");
        }
        place().run("DELETE FROM many WHERE id > 16000");
        code();
        if (place().server().isMariaDb()) {
            place().run("SELECT NEXTVAL(seq1)", "SELECT NEXTVAL(seq1)");
            place().run(
                            "CREATE TABLE numbered (id INT PRIMARY KEY DEFAULT NEXTVAL(seq1), v INT)",
                            "INSERT INTO numbered (v) VALUES (1), (2)",
                            "INSERT INTO m1 (id, a, b, c, d) VALUES (1, 4, 2, 'x', 'y')");
        }
        return this;
    }

    /** Code of other clients' character sets, of another default collation, with texts that a client may take for its own. */
    private void code() throws SQLException {
        String schema = "`" + schema() + "`";
        try (Connection connection = place().server().root(schema());
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : List.of(
                    "SET character_set_client = latin1, collation_connection = latin1_german1_ci",
                    "CREATE FUNCTION in_latin1() RETURNS VARCHAR(20) CHARSET utf8mb4 DETERMINISTIC RETURN '\u00e9\u00e4'",
                    "CREATE VIEW latin1_view AS SELECT 1 AS `\u00e9`, 'x' AS y",
                    "SET NAMES utf8mb4",
                    "ALTER DATABASE " + schema + " CHARACTER SET latin1 COLLATE latin1_german2_ci",
                    "CREATE PROCEDURE of_other_default(a VARCHAR(10)) BEGIN DECLARE s CHAR(3); SET s = a; END",
                    "ALTER DATABASE " + schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
                    "CREATE PROCEDURE texts() BEGIN\r\n  -- it's a comment; // $$\r\n  # 'another\n  /* DELIMITER ;; it's */\n"
                            + "\n  SELECT '//$$;;', \"it''s -- no\", '\\\\\n' ; /* the end */\nEND",
                    "CREATE TRIGGER " + schema + ".placed AFTER INSERT ON " + schema
                            + ".log FOR EACH ROW PRECEDES_THEM SET @a = 1",
                    "CREATE TRIGGER before_it AFTER INSERT ON log FOR EACH ROW PRECEDES placed SET @a = 2")) {
                statement.execute(sql.replace(" PRECEDES_THEM", ""));
            }
        }
    }

    Place place() {
        return fixture.production;
    }

    String schema() {
        return place().schema();
    }

    /** Gives the folder of the backups. */
    Backups backups() {
        return new Backups(folder.resolve("backups"));
    }

    /** Connects as a merge does. */
    Server server() {
        return new Server("production", new UrlConnections(fixture.spec().production()), schema());
    }

    MergeFixture fixture() {
        return fixture;
    }

    BackupReport backup(Proving proving) {
        return backup(proving, new ArrayList<>());
    }

    BackupReport backup(Proving proving, List<String> notes) {
        try (Server server = server()) {
            return new Backup(server, backups(), 3, proving, notes::add).run();
        }
    }

    /** Drops the database and makes it anew, empty and with other defaults. */
    void lose() throws SQLException {
        place().server()
                .run("DROP DATABASE `" + schema() + "`", "CREATE DATABASE `" + schema() + "` CHARACTER SET latin1");
    }

    /** Gives everything: what the server prints of each object, and each table's rows, all columns, to the bit. */
    static Map<String, Object> letters(Place place) throws SQLException {
        Map<String, Object> letters = new TreeMap<>();
        for (String table : place.tables()) {
            String name = "`" + table.replace("`", "``") + "`";
            letters.put("table " + table, show(place, "TABLE " + name));
            letters.put("rows of " + table, place.table(table));
        }
        for (String line : place.texts("SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES"
                + " WHERE ROUTINE_SCHEMA = DATABASE() UNION ALL SELECT 'VIEW', TABLE_NAME FROM information_schema.VIEWS"
                + " WHERE TABLE_SCHEMA = DATABASE() UNION ALL SELECT 'TRIGGER', TRIGGER_NAME FROM information_schema.TRIGGERS"
                + " WHERE TRIGGER_SCHEMA = DATABASE() UNION ALL SELECT 'EVENT', EVENT_NAME FROM information_schema.EVENTS"
                + " WHERE EVENT_SCHEMA = DATABASE()")) {
            String[] object = line.split("\\|", 2);
            letters.put(line, show(place, object[0] + " `" + object[1] + "`"));
        }
        letters.put(
                "order of triggers",
                place.texts("SELECT TRIGGER_NAME, ACTION_ORDER FROM information_schema.TRIGGERS"
                        + " WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY TRIGGER_NAME"));
        letters.put(
                "defaults",
                place.texts("SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA"
                        + " WHERE SCHEMA_NAME = DATABASE()"));
        for (String sequence :
                place.texts("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
                        + " AND TABLE_TYPE = 'SEQUENCE'")) {
            letters.put(
                    "sequence " + sequence,
                    show(place, "SEQUENCE `" + sequence + "`")
                            + place.texts("SELECT next_not_cached_value, cycle_count FROM `" + sequence + "`"));
        }
        return letters;
    }

    /** Gives the bytes of what SHOW CREATE prints, without the moment when a trigger was made. */
    private static String show(Place place, String object) throws SQLException {
        try (Connection connection = place.server().root(place.schema());
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION character_set_results = NULL, time_zone = '+00:00'");
            try (ResultSet shown = statement.executeQuery("SHOW CREATE " + object)) {
                StringBuilder text = new StringBuilder();
                shown.next();
                for (int i = 1; i <= shown.getMetaData().getColumnCount(); i++) {
                    if (!shown.getMetaData().getColumnLabel(i).equals("Created")) {
                        String bytes = shown.getBytes(i) == null
                                ? "NULL"
                                : new String(shown.getBytes(i), java.nio.charset.StandardCharsets.ISO_8859_1);
                        text.append(bytes.replace("`" + place.schema() + "`.placed", "`placed`")
                                        .replace("ON `" + place.schema() + "`.log FOR", "ON log FOR")
                                        .replace("`placed`", "placed"))
                                .append(" | ");
                    }
                }
                return text.toString();
            }
        }
    }
}
