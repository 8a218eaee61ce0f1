package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.MergeException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

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

    /** Whether a registry answers that it has none or does not answer. */
    @ServerTest(only = "mysql-9.7")
    void saysSoonThatAnImageCannotBeFetched(TestServer unused) {
        MergeException error = assertTimeout(
                Duration.ofSeconds(60), () -> assertThrows(MergeException.class, () -> Containers.mysql("0.0")));

        assertTrue(
                error.getMessage()
                        .matches("The server mysql:0\\.0 cannot be started in a container, its image cannot be fetched:"
                                + " [^{}]+\\. Check its tag, and that the engine reaches a registry\\. \\[E307]"),
                error.getMessage());
    }
}
