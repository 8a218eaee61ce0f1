package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;

/** Where the fixture has no MySQL 9.7, since no Docker engine runs, nothing of this runs. */
class ContainersIT {
    @ServerTest(only = "mysql-9.7")
    void startsAnyVersionAndEndsIt(TestServer unused) {
        DatabaseServer server = Containers.mysql("9.7");
        String url = server.url("mysql");

        server.close();
        server.close();

        assertTrue(server.product().startsWith("MySQL 9.7."), server.product());
        assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(url, server.user(), server.password())
                        .close());
    }
}
