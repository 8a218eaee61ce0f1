package dev.dbmerge.internal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.server.Connections;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

class HiddenCodeIT {
    private static final String ACCOUNT = "'sch_reader'@'%'";

    @ServerTest
    void whatSelectAloneDoesNotShowIsListedWithItsGrant(TestServer server) throws SQLException {
        String staging = StructureFixture.load(server, "sch_staging", List.of("code"));

        Schema schema = readAs(server, staging, "SELECT");

        String on = " ON `" + staging + "`.* TO `sch_reader`@`%`)";
        assertEquals("triggers (GRANT TRIGGER" + on, schema.hidden().get(0));
        assertEquals("events (GRANT EVENT" + on, schema.hidden().get(1));
        assertTrue(
                schema.hidden().get(2).startsWith("routines (GRANT "),
                schema.hidden().get(2));
        assertEquals("view bodies (GRANT SHOW VIEW" + on, schema.hidden().get(3));
        assertEquals(List.of(), schema.code());
        assertEquals(List.of("log", "log2"), List.copyOf(schema.tables().keySet()));
    }

    @ServerTest
    void nothingIsHiddenFromTheGrantsThatTheClausesName(TestServer server) throws SQLException {
        String staging = StructureFixture.load(server, "sch_staging", List.of("code"));

        Schema schema = readAs(server, staging, "SELECT, TRIGGER, EVENT, SHOW VIEW");

        assertEquals(1, schema.hidden().size(), schema.hidden().toString());
        String remedy =
                schema.hidden().get(0).replaceFirst("routines \\((.*)\\)", "$1").replace("`sch_reader`@`%`", ACCOUNT);
        Schema whole = readAs(server, staging, "SELECT, TRIGGER, EVENT, SHOW VIEW", remedy);
        assertEquals(List.of(), whole.hidden());
        assertEquals(StructureFixture.read(server, staging).code(), whole.code());
    }

    @ServerTest
    void aCharacterThatTheServerDoesNotPrintIsListed(TestServer server) throws SQLException {
        String staging = server.schema("sch_staging");
        server.run("CREATE TABLE `" + staging + "`.t (e ENUM('no', 'a😀'), l ENUM('a?') CHARACTER SET latin1,"
                + " c VARCHAR(9) DEFAULT 'x' COMMENT 'why?')");

        Schema schema = StructureFixture.read(server, staging);

        assertEquals(
                List.of("perhaps a character of four bytes in the definition of t.e, for which the server prints ?"),
                schema.uncopied());
    }

    @ServerTest
    void aMissingDatabaseIsNamed(TestServer server) throws SQLException {
        try (Server opened = StructureFixture.server(server, "staging", "sch_nowhere");
                Session session = opened.open()) {
            ServerException thrown =
                    assertThrows(ServerException.class, () -> SchemaReader.read(session, "sch_nowhere"));

            assertEquals(ErrorCode.SCHEMA_MISSING, thrown.code());
            assertEquals(
                    "The database sch_nowhere does not exist at " + opened.address()
                            + ", or the account may not see it."
                            + " Mend the url under staging, or grant the account SELECT on it. [E306]",
                    thrown.getMessage());
        }
    }

    private static Schema readAs(TestServer server, String schema, String privileges, String... more)
            throws SQLException {
        String password = "pw-Only-4-tests";
        server.run(
                "CREATE USER " + ACCOUNT + " IDENTIFIED BY '" + password + "'",
                "GRANT " + privileges + " ON `" + schema + "`.* TO " + ACCOUNT);
        try {
            server.run(more);
            Connections connections = purpose -> DriverManager.getConnection(
                    server.url() + "?allowPublicKeyRetrieval=true&sslMode=DISABLED", "sch_reader", password);
            try (Server opened = new Server("staging", connections, schema);
                    Session session = opened.open()) {
                return SchemaReader.read(session, schema);
            }
        } finally {
            server.run("DROP USER " + ACCOUNT);
        }
    }
}
