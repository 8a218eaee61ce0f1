package dev.dbmerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.event.DumpProgress;
import dev.dbmerge.event.DumpProgress.State;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.DoctorReport;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.VerifyReport;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** Dumps as sources; what they should have become was put into the databases of the same roles by other statements. */
class DumpIT {
    private static final String ITEMS =
            "CREATE TABLE `items` (`id` int NOT NULL, `b` blob, `t` varchar(20) CHARACTER SET latin1,"
                    + " `e` enum('a','b'), `f` float, `d` date, `at` timestamp NULL, PRIMARY KEY (`id`), KEY `by_t` (`t`))"
                    + " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4";

    private static final String HEAD = """
            -- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
            --
            -- Host: db1    Database: shop
            -- ------------------------------------------------------
            /*!40101 SET NAMES utf8mb4 */;
            /*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
            /*!40103 SET TIME_ZONE='+00:00' */;
            /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
            SET @@SESSION.SQL_LOG_BIN= 0;
            SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5';
            """;
    private static final String END =
            "/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;\n-- Dump completed on 2026-01-01  0:00:00\n";

    @TempDir
    private Path folder;

    private final List<DumpProgress> told = new ArrayList<>();

    @ServerTest
    void aDumpStandsForProduction(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        fixture.dump(fixture.production, "dump: prod.sql");
        write(
                "prod.sql",
                HEAD + "DROP TABLE IF EXISTS `items`;\n" + ITEMS + ";\nLOCK TABLES `items` WRITE;\n" + rows()
                        + "UNLOCK TABLES;\n" + END);

        MergePlan plan = plan(fixture);
        plan(fixture);
        MergeReport report = MergeFixture.run(merger(fixture));

        assertEquals(Outcome.VERIFIED, report.outcome());
        Place.assertSameRows(fixture.production.table("items"), fixture.target.table("items"), "items");
        assertEquals(
                List.of(State.BEGUN, State.LOADED, State.WAS_THERE, State.WAS_THERE),
                told.stream()
                        .map(DumpProgress::state)
                        .filter(state -> state != State.GOES_ON)
                        .toList());
        assertEquals(
                4,
                told.stream()
                        .filter(one -> one.state() == State.LOADED)
                        .findFirst()
                        .orElseThrow()
                        .rows());
        assertEquals(
                List.of(
                        "Production's dump prod.sql holds FLOATs as texts of six digits, so that most values are not those of the"
                                + " database any more: items.f.",
                        "Production's dump prod.sql holds '' for values of items.e that are no member of the ENUM; they were taken"
                                + " as index 0."),
                found(plan));
        assertTrue(plan.production().startsWith("dump prod.sql in " + scratch(fixture) + " on "), plan.production());
        assertFalse(isThere(fixture), "a verified run drops what it no longer needs");
    }

    @ServerTest
    void packedFilesAreUnpacked(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        fixture.dump(fixture.production, "dump: prod.sql.gz").dump(fixture.staging, "dump: stage.zst");
        String rows = HEAD + ITEMS + ";\n" + rows() + END;
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("prod.sql.gz")))) {
            out.write(rows.getBytes(StandardCharsets.ISO_8859_1));
        }
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(folder.resolve("stage.zst")))) {
            out.write((HEAD + ITEMS + ";\n" + END).getBytes(StandardCharsets.ISO_8859_1));
        }

        assertEquals(Outcome.VERIFIED, MergeFixture.run(merger(fixture)).outcome());

        Place.assertSameRows(fixture.production.table("items"), fixture.target.table("items"), "items");
    }

    @ServerTest
    void aFolderStandsForStagingWithAllThatIsInIt(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        fixture.dump(fixture.staging, "dump: stage").spec("overlay:\n  items:\n");
        Files.createDirectory(folder.resolve("stage"));
        write("stage/metadata", "Started dump at: 2026-01-01 00:00:00\nFinished dump at: 2026-01-01 00:00:01\n");
        write("stage/shop-schema-create.sql", "CREATE DATABASE `shop` /*!40100 DEFAULT CHARACTER SET latin1 */;\n");
        write("stage/shop.items-schema.sql", ITEMS + ";\n");
        write(
                "stage/shop.areas-schema.sql",
                "/*!40101 SET NAMES binary*/;\nCREATE TABLE `areas` (`id` int, `v` varchar(9) CHARACTER SET utf8mb4);\n");
        String head = "/*!40101 SET NAMES binary*/;\n/*!40103 SET TIME_ZONE='+00:00' */;\n";
        write("stage/shop.areas.00000.sql", head + "INSERT INTO `areas` VALUES (1,'" + bytes("é") + "'),(2,NULL);\n");
        write("stage/shop.areas.00001.sql", head + "INSERT INTO `areas` VALUES (3,'" + bytes("😀") + "');\n");
        write("stage/shop.v-schema.sql", "CREATE TABLE `v` (`v` int);\n");
        write(
                "stage/shop.v-schema-view.sql",
                "DROP TABLE IF EXISTS `v`;\nCREATE VIEW `v` AS SELECT `shop`.`areas`.`id` AS `id` FROM `shop`.`areas`;\n");
        write(
                "stage/shop.items-schema-triggers.sql",
                "CREATE TRIGGER `tr` BEFORE INSERT ON `items` FOR EACH ROW SET NEW.t = 'a;;b';\n");
        write(
                "stage/shop-schema-post.sql",
                "DELIMITER ;;\nCREATE PROCEDURE `pr`() BEGIN SELECT 'a;b'; SELECT COUNT(*) FROM shop.areas; END ;;\nDELIMITER ;\n"
                        + "CREATE EVENT `ev` ON SCHEDULE EVERY 1 SECOND ON COMPLETION NOT PRESERVE ENABLE DO DELETE FROM areas;\n");

        MergeReport report = MergeFixture.run(merger(fixture));

        assertEquals(Outcome.VERIFIED, report.outcome());
        Place.assertSameRows(fixture.staging.table("areas"), fixture.target.table("areas"), "areas");
        assertEquals(List.of("1", "2", "3"), fixture.target.texts("SELECT id FROM v ORDER BY id"));
        String of = "= '" + fixture.target.schema() + "'";
        assertEquals(
                List.of("tr"),
                fixture.target.texts(
                        "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema " + of));
        assertEquals(
                List.of("pr"),
                fixture.target.texts(
                        "SELECT routine_name FROM information_schema.routines WHERE routine_schema " + of));
        assertEquals(
                List.of("DISABLED"),
                fixture.target.texts("SELECT status FROM information_schema.events WHERE event_schema " + of));
        assertEquals(
                List.of("latin1"),
                fixture.target.texts(
                        "SELECT default_character_set_name FROM information_schema.schemata WHERE schema_name " + of));
    }

    @ServerTest
    void aValueThatTheServerWouldChangeStopsTheLoad(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        fixture.dump(fixture.production, "dump: prod.sql");
        write(
                "prod.sql",
                HEAD + ITEMS + ";\nINSERT INTO `items` (id, t) VALUES (1,'good'),(2,'more than twenty letters');\n"
                        + END);

        MergeException e = refused(fixture);

        assertEquals(ErrorCode.COPY_WARNING, e.code());
        assertEquals(
                "A value of the dump's items was changed while it was stored: Data truncated for column 't' at row 2 (1265)."
                        + " Dump with the character set that the rows are in, from a server of the target's kind. [E504 "
                        + fixture.path("prod.sql") + ":12:1]",
                e.getMessage());
        assertFalse(isThere(fixture), "nothing half done stays");
    }

    @ServerTest
    void aDumpThatLacksItsLastLineIsNotWhole(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        fixture.dump(fixture.production, "dump: prod.sql");
        write("prod.sql", HEAD + ITEMS + ";\n");

        assertEquals(
                "The dump " + fixture.path("prod.sql")
                        + " is not whole: it lacks the line \"-- Dump completed\" that ends it. Dump"
                        + " again, and see that the dump ends without an error and is copied as a whole. [E219]",
                refused(fixture).getMessage());
    }

    @ServerTest
    void ofSeveralDatabasesOneIsLoaded(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        String other =
                "CREATE DATABASE `other`;\nUSE `other`;\nCREATE TABLE `items` (`no` int);\nINSERT INTO `items` VALUES (1);\n";
        write("prod.sql", HEAD + other + "CREATE DATABASE `shop`;\nUSE `shop`;\n" + ITEMS + ";\n" + rows() + END);
        fixture.dump(fixture.production, "dump: prod.sql");

        MergeException e = refused(fixture);
        fixture.dump(fixture.production, "dump: prod.sql, schema: shop");
        MergeReport report = MergeFixture.run(merger(fixture));

        assertEquals(
                "The dump holds more than one database: other, and here shop. Say which by schema: beside dump: under production."
                        + " [E219 " + fixture.path("prod.sql") + ":15:1]",
                e.getMessage());
        assertEquals(Outcome.VERIFIED, report.outcome());
        Place.assertSameRows(fixture.production.table("items"), fixture.target.table("items"), "items");
    }

    @ServerTest
    void aDumpWritesNowhereElse(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        fixture.dump(fixture.production, "dump: prod.sql");
        String kept = fixture.production.schema();
        for (String statement : List.of(
                "INSERT INTO `" + kept + "`.`items` (id) VALUES (99)",
                "DROP TABLE `" + kept + "`.`items`",
                "CREATE USER 'mallory'@'%'",
                "DELETE FROM `" + kept + "`.`items`",
                "LOAD DATA INFILE '/etc/hosts' INTO TABLE `items`")) {
            write("prod.sql", HEAD + ITEMS + ";\n" + statement + ";\n" + END);

            assertEquals(ErrorCode.DUMP_FILE, refused(fixture).code(), statement);
        }
        write(
                "prod.sql",
                HEAD + "USE `" + kept + "`;\nDROP DATABASE `" + kept + "`;\nSET GLOBAL max_connections = 7;\n" + ITEMS
                        + ";\n" + rows() + END);

        assertEquals(Outcome.VERIFIED, MergeFixture.run(merger(fixture)).outcome());

        assertEquals(4, fixture.production.table("items").size());
        assertFalse(fixture.production.texts("SELECT @@GLOBAL.max_connections").contains("7"));
    }

    @ServerTest
    void somebodyElsesDatabaseStays(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        fixture.dump(fixture.production, "dump: prod.sql");
        write("prod.sql", HEAD + ITEMS + ";\n" + END);
        server.run("CREATE DATABASE `" + scratch(fixture) + "`", "CREATE TABLE `" + scratch(fixture) + "`.t (id INT)");

        MergeException e = refused(fixture);
        server.run("DROP DATABASE `" + scratch(fixture) + "`");

        assertEquals(ErrorCode.TARGET_EXISTS, e.code());
        assertTrue(
                e.getMessage()
                        .startsWith("The database " + scratch(fixture)
                                + ", into which production's dump is to be loaded, exists at "),
                e.getMessage());
    }

    @ServerTest
    void anotherDatabaseOfTheSameDumpIsLoadedAnew(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        write(
                "prod.sql",
                HEAD + "CREATE DATABASE `one`;\nUSE `one`;\n" + ITEMS + ";\nCREATE DATABASE `two`;\nUSE `two`;\n"
                        + ITEMS + ";\n" + rows() + END);
        fixture.dump(fixture.production, "dump: prod.sql, schema: one");
        plan(fixture);
        fixture.dump(fixture.production, "dump: prod.sql, schema: two");

        MergeFixture.run(merger(fixture));

        Place.assertSameRows(fixture.production.table("items"), fixture.target.table("items"), "items");
    }

    @ServerTest
    void aTargetIsVerifiedWithoutItsDump(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        fixture.dump(fixture.production, "dump: prod.sql");
        write("prod.sql", HEAD + ITEMS + ";\n" + rows() + END);
        MergeFixture.run(merger(fixture));
        fixture.target.run("UPDATE items SET t = 'other' WHERE id = 1");

        VerifyReport report = fixture.verify();

        assertEquals(Outcome.REJECTED, report.outcome());
        String told = report.checks().toString();
        assertTrue(told.contains("which rows is not known: a source was a dump"), told);
        assertFalse(isThere(fixture), "verify loads nothing");
    }

    @ServerTest
    void aDoctorLooksAtADumpFromOutside(TestServer server) throws SQLException, IOException {
        MergeFixture fixture = fixture(server);
        fixture.dump(fixture.production, "dump: prod.sql");
        write("prod.sql", HEAD + ITEMS + ";\n" + END);

        DoctorReport report = Merger.doctor(fixture.spec());

        assertEquals(
                List.of("Production is the dump prod.sql of " + Files.size(fixture.path("prod.sql"))
                        + " bytes, which is not loaded yet: what is in it is looked at by plan and run."),
                report.findings().stream()
                        .filter(finding -> finding.code() == ErrorCode.DUMP_INEXACT)
                        .map(Finding::problem)
                        .toList());
        assertTrue(report.promotion().isEmpty(), "there is no live database to promote to");
        assertFalse(isThere(fixture));
    }

    /** Both sources hold what the dumps should become. */
    private MergeFixture fixture(TestServer server) throws SQLException {
        MergeFixture fixture = new MergeFixture(folder, server);
        fixture.staging.run(
                ITEMS,
                "CREATE TABLE areas (id INT, v VARCHAR(9) CHARACTER SET utf8mb4)",
                "INSERT INTO areas VALUES (1, 'é'), (2, NULL), (3, '😀')");
        fixture.production.run(
                "SET sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00'",
                ITEMS,
                "INSERT INTO items VALUES (1, x'" + allBytes()
                        + "', x'636166e9', 'a', 0.1, '2024-02-30', '2024-03-31 02:30:00'),"
                        + " (2, '', '', 2, NULL, '0000-00-00', NULL), (0, NULL, NULL, NULL, 3, '2024-00-00', '1970-01-01 00:00:01'),"
                        + " (-7, x'27', ';--', 'b', -1.5, NULL, NULL)",
                "UPDATE IGNORE items SET e = 0 WHERE id = 2");
        return fixture.spec("overlay:\n  items:\n");
    }

    /** The rows of production as a dump writes them. */
    private static String rows() {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            switch (i) {
                case 0 -> bytes.append("\\0");
                case '\n' -> bytes.append("\\n");
                case '\r' -> bytes.append("\\r");
                case 26 -> bytes.append("\\Z");
                case '\'', '"', '\\' -> bytes.append('\\').append((char) i);
                default -> bytes.append((char) i);
            }
        }
        return "INSERT INTO `items` VALUES (1,_binary '" + bytes + "','caf" + bytes("é")
                + "','a',0.1,'2024-02-30','2024-03-31 02:30:00'),(2,'','','',NULL,'0000-00-00',NULL);\n"
                + "INSERT INTO `items` VALUES (0,NULL,NULL,NULL,3,'2024-00-00','1970-01-01 00:00:01'),"
                + "(-7,_binary '\\'',';--','b',-1.5,NULL,NULL);\n";
    }

    private static String allBytes() {
        byte[] bytes = new byte[256];
        IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
        return HexFormat.of().formatHex(bytes);
    }

    /** Gives the UTF-8 of a text, each byte a character. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void write(String file, String bytes) throws IOException {
        Files.write(folder.resolve(file), bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Merger.Builder merger(MergeFixture fixture) {
        return fixture.merger().onDump(told::add);
    }

    private MergePlan plan(MergeFixture fixture) {
        try (Merger merger = merger(fixture).open()) {
            return merger.plan();
        }
    }

    private MergeException refused(MergeFixture fixture) {
        try (Merger merger = merger(fixture).open()) {
            return assertThrows(MergeException.class, merger::plan);
        }
    }

    private static boolean isThere(MergeFixture fixture) throws SQLException {
        return !fixture.production
                .texts("SELECT schema_name FROM information_schema.schemata WHERE schema_name = '" + scratch(fixture)
                        + "'")
                .isEmpty();
    }

    private static String scratch(MergeFixture fixture) {
        return fixture.target.schema() + "_production_dump";
    }

    private static List<String> found(MergePlan plan) {
        return plan.findings().stream()
                .filter(finding -> finding.code() == ErrorCode.DUMP_INEXACT)
                .map(Finding::problem)
                .toList();
    }
}
