package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;

class ServersIT {
    @AfterEach
    void forgetTheAccount() {
        System.clearProperty("DBMERGE_TEST_USER");
        System.clearProperty("DBMERGE_TEST_PASSWORD");
    }

    @ServerTest(only = "mariadb-11.4")
    void embedsMariaDb(TestServer unused) {
        try (DatabaseServer server = Servers.of(Servers.DEFAULT)) {
            assertEquals("MariaDB 11.4.5", server.product());
        }
    }

    @ServerTest(only = "mysql-8.0")
    void embedsMySql(TestServer like) throws SQLException {
        try (DatabaseServer server = Servers.of("mysql:8.0");
                Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CONCAT_WS(' ', VERSION(), @@character_set_server, @@bind_address, @@log_bin)")) {
            row.next();

            assertEquals("8.0.15 utf8mb4 127.0.0.1 1", row.getString(1));
            assertEquals(like.product(), server.product());
        }
    }

    @ServerTest
    void takesAGivenServerWithTheUserOfTheUrl(TestServer given) throws SQLException {
        System.setProperty("DBMERGE_TEST_PASSWORD", given.password());

        DatabaseServer server = Servers.of(given.url("mysql") + "?user=" + given.user() + "&socketTimeout=60000");
        server.close();

        assertEquals(given.url("ete_new") + "?socketTimeout=60000", server.url("ete_new"));
        assertEquals(given.product(), server.product());
        given.run("SELECT 1");
    }

    @ServerTest
    void takesAGivenServerWithTheUserOfAVariable(TestServer given) {
        System.setProperty("DBMERGE_TEST_USER", given.user());
        System.setProperty("DBMERGE_TEST_PASSWORD", given.password());

        DatabaseServer server = Servers.of(given.url());

        assertEquals(given.url(), server.jdbcUrl());
        assertEquals(given.user(), server.user());
        assertEquals(given.password(), server.password());
    }
}
