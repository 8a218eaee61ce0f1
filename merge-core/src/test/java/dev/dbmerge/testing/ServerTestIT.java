package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class ServerTestIT {
    @ServerTest
    void everyServerHasABinaryLogByRow(TestServer server) throws SQLException {
        try (Connection connection = server.root();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@log_bin, @@binlog_format")) {
            row.next();

            assertEquals(1, row.getInt(1));
            assertEquals("ROW", row.getString(2));
        }
    }
}
