package dev.dbmerge.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ServerException;
import dev.dbmerge.testing.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoDatabasesIT {
    private static final Path SQL = Path.of("..", "sql");

    private static EmbeddedServer server;
    private static DemoDatabases databases;
    private static List<DemoDatabase> made;

    @BeforeAll
    static void create() {
        server = EmbeddedServer.start();
        databases = new DemoDatabases(new DemoServer(server.jdbcUrl(), server.user(), ""), SQL, "");
        made = databases.create(DemoSize.small());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void makesBothSidesOfBothApplications() {
        List<String> schemas = made.stream().map(DemoDatabase::schema).toList();

        assertEquals(List.of("ete_staging", "ete_production", "etm_staging", "etm_production"), schemas);
    }

    @Test
    void leavesNothingOfFlywayBehind() throws SQLException {
        List<String> tables = query("SELECT table_schema, COUNT(*) FROM information_schema.tables"
                + " WHERE table_schema LIKE 'et_\\_%' GROUP BY table_schema ORDER BY table_schema");

        assertEquals(List.of("ete_production 22", "ete_staging 8", "etm_production 33", "etm_staging 24"), tables);
    }

    @Test
    void fillsEveryTable() throws SQLException {
        List<String> tables = query("SELECT CONCAT(table_schema, '.', table_name) FROM information_schema.tables"
                + " WHERE table_schema LIKE 'et_\\_%'");

        List<String> empty = new ArrayList<>();
        for (String table : tables) {
            if (query("SELECT 1 FROM " + quoted(table) + " LIMIT 1").isEmpty()) {
                empty.add(table);
            }
        }

        assertEquals(List.of(), empty);
    }

    @Test
    void givesTheCleanupRuleItsBorderCases() throws SQLException, IOException {
        String rule = Files.readString(SQL.resolve("ete/cleanup/010-stale-scenarios.sql"));
        String stale = rule.replace("DELETE FROM ", "SELECT id FROM ete_production.");

        List<String> ids = query(stale + " AND id <= 18 ORDER BY id");

        assertEquals(List.of("1", "2", "8", "9", "12", "18"), ids);
    }

    @Test
    void keepsTheSignOfAZero() throws SQLException {
        List<String> zeroes = query("SELECT 1 FROM ete_production.areas WHERE ATAN2(co2_price, -1) < -3");

        assertTrue(!zeroes.isEmpty(), "no -0");
    }

    @Test
    void refusesADatabaseThatExists() {
        ServerException error = assertThrows(ServerException.class, () -> databases.create(DemoSize.small()));

        assertEquals(
                "The demo's database ete_staging could not be made on jdbc:mysql://127.0.0.1:" + server.port()
                        + "/ as root: Can't create database 'ete_staging'; database exists. Drop it if it is left from"
                        + " another demo, or name a server where it does not exist. [E500]",
                error.getMessage());
    }

    private static String quoted(String table) {
        return '`' + table.replace(".", "`.`") + '`';
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                String second = rows.getMetaData().getColumnCount() > 1 ? " " + rows.getString(2) : "";
                lines.add(rows.getString(1) + second);
            }
            return lines;
        }
    }
}
