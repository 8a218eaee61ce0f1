package dev.dbmerge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.cli.demo.DemoServer;
import dev.dbmerge.cli.demo.DemoSize;
import dev.dbmerge.testing.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares what the demo built with its sources by SQL that has nothing in common with dbmerge's own verification. */
class DemoIT {
    private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
    private static final ByteArrayOutputStream ERR = new ByteArrayOutputStream();

    /** As people ran it by hand before there was dbmerge. */
    private static final String BY_HAND = """
            DELETE FROM by_hand.scenarios
            WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)""";

    private static EmbeddedServer server;
    private static Connection connection;
    private static int exitCode;

    @BeforeAll
    static void run() throws SQLException {
        server = EmbeddedServer.start();
        connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), "");
        Console console = new Console(
                new Output(stream(OUT), Output.Reader.FILE),
                new Output(stream(ERR), Output.Reader.FILE),
                Map.of(),
                Path.of("").toAbsolutePath(),
                Optional.empty());
        DemoServer place = new DemoServer(server.jdbcUrl(), server.user(), "");
        exitCode = new Demo(place, Path.of("../sql"), OpenMerge::open, console, Demo.Format.TEXT)
                .exitCode(DemoSize.small());
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @Test
    void endsWellAndSaysWhatBecameOfTheRows() throws SQLException {
        String out = OUT.toString(StandardCharsets.UTF_8);
        long left = number("SELECT COUNT(*) FROM ete_new.scenarios");

        assertEquals(0, exitCode, ERR.toString(StandardCharsets.UTF_8));
        assertTrue(
                out.contains("  scenarios: 1,000 from production, " + (1_000 - left)
                        + " removed by 010-stale-scenarios, " + left + " live on\n"),
                out);
        assertTrue(out.contains("Staging and production are untouched"), out);
    }

    @ParameterizedTest
    @CsvSource({"ete, users scenarios", "etm, users comments saved_scenarios sessions general_user_notifications"})
    void everyOtherTableHoldsStagingsRows(String application, String others) throws SQLException {
        List<String> tables = texts("SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                + " AND table_schema = '" + application + "_staging'");
        tables.removeAll(Set.of(others.split(" ")));

        for (String table : tables) {
            assertSame(
                    "SELECT * FROM " + application + "_staging.`" + table + "`",
                    "SELECT * FROM " + application + "_new.`" + table + "`");
        }
        assertTrue(tables.size() >= 6, tables.toString());
    }

    @Test
    void noticesAreStagingsAndAreShownAsOnProduction() throws SQLException {
        String notices = ".general_user_notifications";
        String columns = "id, `key`, notification_nl, notification_en, created_at, updated_at";

        assertSame(
                "SELECT " + columns + " FROM etm_staging" + notices, "SELECT " + columns + " FROM etm_new" + notices);
        assertSame(
                "SELECT s.id, IF(p.id IS NULL, s.active, p.active) FROM etm_staging" + notices
                        + " s LEFT JOIN etm_production" + notices + " p ON p.id = s.id",
                "SELECT id, active FROM etm_new" + notices);
    }

    /** dbmerge's own tables stay in the target until it is promoted. */
    @Test
    void theTargetsHoldStagingsTablesAndNoOther() throws SQLException {
        for (String application : List.of("ete", "etm")) {
            String tables = "SELECT table_name FROM information_schema.tables WHERE LEFT(table_name, 8) <> '_dbmerge'"
                    + " AND table_schema = '" + application;

            assertEquals(texts(tables + "_staging' ORDER BY 1"), texts(tables + "_new' ORDER BY 1"));
        }
    }

    @ParameterizedTest
    @CsvSource({"ete, users, ''", "etm, users, ''", "etm, comments, commentable_type", "etm, saved_scenarios, ''"})
    void overlaidTablesHoldProductionsRows(String application, String table, String mapped) throws SQLException {
        String columns = sharedColumns(application, table, mapped);

        assertSame(
                "SELECT " + columns + " FROM " + application + "_production." + table,
                "SELECT " + columns + " FROM " + application + "_new." + table);
    }

    @Test
    void mappedColumnsHoldTheValuesOfProductionsOwn() throws SQLException {
        assertSame(
                "SELECT id, login_count, current_login_at, last_login_at, current_login_ip, last_login_ip, NULL"
                        + " FROM ete_production.users",
                "SELECT id, sign_in_count, current_sign_in_at, last_sign_in_at, current_sign_in_ip, last_sign_in_ip,"
                        + " old_crypted_password FROM ete_new.users");
        assertSame(
                "SELECT id, 'Prediction' FROM etm_production.comments",
                "SELECT id, commentable_type FROM etm_new.comments");
    }

    @Test
    void scenariosAreProductionsWithoutThoseThatTheStatementRemovesByHand() throws SQLException {
        String columns = sharedColumns("ete", "scenarios", "");
        execute("CREATE DATABASE by_hand");
        execute("CREATE TABLE by_hand.scenarios LIKE ete_production.scenarios");
        execute("INSERT INTO by_hand.scenarios SELECT * FROM ete_production.scenarios");

        execute(BY_HAND);

        assertSame(
                "SELECT " + columns + ", IF(region <> '', region, country) FROM by_hand.scenarios",
                "SELECT " + columns + ", area_code FROM ete_new.scenarios");
    }

    @Test
    void sessionsAreGone() throws SQLException {
        assertEquals(0, number("SELECT COUNT(*) FROM etm_new.sessions"));
    }

    private static String sharedColumns(String application, String table, String without) throws SQLException {
        List<String> columns =
                texts("SELECT column_name FROM information_schema.columns WHERE table_schema = '" + application
                        + "_new' AND table_name = '" + table + "' AND column_name IN (SELECT column_name"
                        + " FROM information_schema.columns WHERE table_schema = '" + application
                        + "_production' AND table_name = '" + table + "')");
        columns.remove(without);
        assertTrue(columns.size() > 3, columns.toString());
        return "`" + String.join("`, `", columns) + "`";
    }

    private static void assertSame(String left, String right) throws SQLException {
        assertEquals(0, number("SELECT COUNT(*) FROM (" + left + " EXCEPT ALL " + right + ") d"), left);
        assertEquals(0, number("SELECT COUNT(*) FROM (" + right + " EXCEPT ALL " + left + ") d"), right);
        assertTrue(number("SELECT COUNT(*) FROM (" + left + ") d") > 0, left);
    }

    private static long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next(), sql);
            return rows.getLong(1);
        }
    }

    private static List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
