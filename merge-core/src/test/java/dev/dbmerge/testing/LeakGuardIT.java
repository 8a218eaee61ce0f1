package dev.dbmerge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

class LeakGuardIT {
    @ServerTest
    void aSchemaThatTheTestMadeBySqlIsALeak(TestServer server) throws SQLException {
        LeakGuard guard = LeakGuard.before(server);
        String schema = server.name("left").replace("left", "leaked");
        server.run("CREATE DATABASE " + schema);

        AssertionError error = assertThrows(AssertionError.class, guard::after);

        assertEquals(
                "The test left on " + server + ": 1 schemas [" + schema + "], 0 connections []", error.getMessage());
        assertFalse(server.schemas().contains(schema));
    }

    @ServerTest(only = {"mariadb-11.4", "mysql-8.0", "mysql-9.7"})
    void aConnectionThatTheTestLeftOpenIsALeak(TestServer server) throws SQLException {
        LeakGuard guard = LeakGuard.before(server, Duration.ofMillis(100));
        try (Connection forgotten = server.root()) {
            AssertionError error = assertThrows(AssertionError.class, guard::after);

            assertTrue(error.getMessage().contains("0 schemas [], 1 connections ["), error.getMessage());
            assertFalse(forgotten.isValid(1));
        }
    }

    @ServerTest
    void schemasOfTheFixtureAreDropped(TestServer server) throws SQLException {
        LeakGuard guard = LeakGuard.before(server);
        String made = server.schema("ete_staging");
        String named = server.name("ete_new");
        server.run("CREATE DATABASE " + named);

        guard.after();

        assertFalse(server.schemas().contains(made));
        assertFalse(server.schemas().contains(named));
    }
}
