package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;

class ServerTestIT {
    private String schema;

    @BeforeEach
    void makeSchema(TestServer server) throws SQLException {
        schema = server.schema("ete_staging");
    }

    @ServerTest
    void everyServerHasABinaryLogByRowAndTakesLocalFiles(TestServer server) throws SQLException {
        try (Connection connection = server.root(schema);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT @@log_bin, @@binlog_format, @@local_infile, DATABASE()")) {
            row.next();

            assertEquals(1, row.getInt(1));
            assertEquals("ROW", row.getString(2));
            assertEquals(1, row.getInt(3));
            assertEquals(schema, row.getString(4));
        }
    }

    @ServerTest
    void everyTestStartsWithoutTheSchemasOfTheOneBefore(TestServer server) throws SQLException {
        server.run("CREATE TABLE " + schema + ".left_by_a_test (id INT)");
        assertTrue(schema.startsWith("ete_staging_t"), schema);
        assertEquals(schema, server.name("ete_staging"));
    }

    @ServerTest
    void givesAnotherServerWhereThereIsOne(TestServer server, TestServers servers) {
        TestServer other = servers.otherThan(server);

        if (servers.all().size() > 1) {
            assertNotEquals(server, other);
        } else {
            assertEquals(server, other);
        }
    }

    @ServerTest
    void theServersAreNamedInAFile(TestServer server) throws Exception {
        Path file = Path.of(System.getProperty("basedir", "."), "target", "servers-ran.txt");

        assertTrue(Files.readAllLines(file).contains(server.product()), file + " lacks " + server);
    }
}
