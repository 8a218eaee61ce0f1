package dev.dbmerge.internal.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads ledgers as they stand on every server. */
class LedgerReaderIT {
    @ServerTest
    void aLedgerThatTheServerRefusesIsNamedAndTheOthersAreRead(TestServer testServer) throws SQLException {
        try (Server server = server(testServer);
                Session session = server.open()) {
            given(
                    session,
                    "CREATE TABLE migrations (id INT PRIMARY KEY, migration VARCHAR(255), batch INT)",
                    "INSERT INTO migrations VALUES (1, 'b', 2), (2, 'a', 1)",
                    "CREATE TABLE ar_internal_metadata (`key` VARCHAR(99) PRIMARY KEY, `value` VARCHAR(99))",
                    "CREATE TABLE Django_Migrations (id INT PRIMARY KEY, app VARCHAR(99), name VARCHAR(99))");
            Schema schema = SchemaReader.read(session, server.schema());
            session.execute("drop it", "DROP TABLE Django_Migrations");

            Ledgers ledgers = new LedgerReader(session, schema).read();

            assertEquals(
                    List.of(new Migration("a", ""), new Migration("b", "")),
                    ledgers.of(LedgerKind.LARAVEL).orElseThrow().applied());
            assertEquals(
                    Optional.of(new Ledgers.Environment("ar_internal_metadata", Optional.empty())),
                    ledgers.environment());
            assertEquals(1, ledgers.refused().size());
            assertTrue(
                    ledgers.refused().get(0).contains("refused to read the ledger"),
                    ledgers.refused().get(0));
        }
    }

    @ServerTest
    void anIdIsReadWhateverItsTypeIs(TestServer testServer) throws SQLException {
        try (Server server = server(testServer);
                Session session = server.open()) {
            for (String type : List.of(
                    "BIGINT", "VARBINARY(99)", "VARCHAR(99) CHARACTER SET latin1", "CHAR(14) CHARACTER SET utf8")) {
                given(
                        session,
                        "DROP TABLE IF EXISTS schema_migrations",
                        "CREATE TABLE schema_migrations (version " + type + ")",
                        "INSERT INTO schema_migrations VALUES ('9'), ('20240101000000')");

                Ledgers ledgers = new LedgerReader(session, SchemaReader.read(session, server.schema())).read();

                assertEquals(
                        Optional.of(new Migration("20240101000000", "")),
                        ledgers.of(LedgerKind.RAILS).orElseThrow().last(),
                        type);
            }
        }
    }

    private static void given(Session session, String... statements) throws SQLException {
        session.connection().setCatalog(session.server().schema());
        for (String statement : statements) {
            session.execute("make it", statement);
        }
    }

    private static Server server(TestServer server) throws SQLException {
        return new Server("staging", purpose -> server.root(), server.schema("ledger"));
    }
}
