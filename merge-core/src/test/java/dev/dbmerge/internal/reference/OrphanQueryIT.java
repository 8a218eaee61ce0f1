package dev.dbmerge.internal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One query and two streams find the same rows. */
class OrphanQueryIT {
    private static final String VALUES = "(1, 7), (2, 8), (3, NULL), (10, 9), (11, 70)";

    @ServerTest
    void numbersMeetByTheirValue(TestServer server, TestServers servers) throws SQLException {
        Pair pair = pair(server, servers, "DECIMAL(6, 2)", "(1, 7), (2, 7.5), (3, NULL), (10, 100)");

        pair.both("BIGINT", "(7), (100), (9)", 1, "2");
        pair.both("DECIMAL(8, 3)", "(7.500), (100)", 1, "1");
    }

    @ServerTest
    void keysAreShownInTheOrderOfNumbersAndNoMoreThanFive(TestServer server, TestServers servers) throws SQLException {
        Pair pair = pair(server, servers, "INT UNSIGNED", "(10, 1), (9, 2), (1, 3), (100, 4), (11, 5), (2, 6), (3, 7)");

        pair.both("INT", "(3)", 6, "2", "3", "9", "10", "11");
    }

    @ServerTest
    void textThatIsNoNumberPointsNowhere(TestServer server, TestServers servers) throws SQLException {
        Pair pair = pair(server, servers, "VARCHAR(20)", "(1, '7'), (2, '7a'), (3, NULL), (4, '8'), (5, '-1')");

        pair.both("INT", "(7), (-1)", 2, "2", "4");
    }

    @ServerTest
    void theCollationOfTheParentDecides(TestServer server, TestServers servers) throws SQLException {
        Pair pair = pair(
                server,
                servers,
                "VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin",
                "(1, 'nl'), (2, 'NL'), (3, 'nl '), (4, 'né')");

        pair.both("VARCHAR(20) COLLATE utf8mb4_general_ci", "('Nl')", 1, "4");
        pair.both("VARCHAR(20) COLLATE utf8mb4_bin", "('né'), ('NL')", 2, "1", "3");
    }

    @ServerTest
    void bytesMeetAsTheyAre(TestServer server, TestServers servers) throws SQLException {
        Pair pair = pair(server, servers, "VARBINARY(9)", "(1, x'00ff'), (2, x'ff00'), (3, 'a'), (4, 'A')");

        pair.both("VARBINARY(9)", "(x'ff00'), ('a')", 2, "1", "4");
    }

    @ServerTest
    void twoServersDoNotOrderFloatsAlike(TestServer server, TestServers servers) throws SQLException {
        Pair pair = pair(server, servers, "DOUBLE", VALUES);

        assertEquals(Optional.empty(), pair.streamed("DOUBLE", "(7), (8)"));
    }

    private static Pair pair(TestServer server, TestServers servers, String type, String rows) throws SQLException {
        TestServer other = servers.otherThan(server);
        String schema = server.schema("orphans");
        server.run(
                "CREATE TABLE `" + schema + "`.child (id INT PRIMARY KEY, p " + type + ")",
                "INSERT INTO `" + schema + "`.child VALUES " + rows);
        return new Pair(server, schema, other, other.schema("parents"));
    }

    /** A table that points, and one on another server that it points at. */
    private record Pair(TestServer server, String schema, TestServer other, String parents) {
        void both(String type, String rows, long orphans, String... keys) throws SQLException {
            Hanging expected = new Hanging(orphans, List.of(keys));
            assertEquals(expected, together(type, rows), type);
            assertEquals(Optional.of(expected), streamed(type, rows), type);
        }

        Hanging together(String type, String rows) throws SQLException {
            parent(server, schema, type, rows);
            try (Server one = opened(server, schema);
                    Session both = one.open()) {
                return query(both, both, schema).ask(both);
            }
        }

        Optional<Hanging> streamed(String type, String rows) throws SQLException {
            parent(other, parents, type, rows);
            try (Server one = opened(server, schema);
                    Server two = opened(other, parents);
                    Session ours = one.open();
                    Session theirs = two.open()) {
                return query(ours, theirs, parents).ask(ours, theirs);
            }
        }

        private OrphanQuery query(Session ours, Session theirs, String parentSchema) {
            Schema child = SchemaReader.read(ours, schema);
            Schema parent = SchemaReader.read(theirs, parentSchema);
            Link link = new Link(
                    "child",
                    List.of("p"),
                    "parent",
                    List.of("v"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return new OrphanQuery(
                    new Child(link, child.table("child").orElseThrow()),
                    "SELECT * FROM " + Names.quote(schema, "child"),
                    parent.table("parent").orElseThrow().columns(Set.of("v")),
                    "SELECT * FROM " + Names.quote(parentSchema, "parent"));
        }

        private static void parent(TestServer server, String schema, String type, String rows) throws SQLException {
            server.run(
                    "DROP TABLE IF EXISTS `" + schema + "`.parent",
                    "CREATE TABLE `" + schema + "`.parent (v " + type + ")",
                    "INSERT INTO `" + schema + "`.parent VALUES " + rows);
        }

        private static Server opened(TestServer server, String schema) {
            return new Server("staging", purpose -> server.root(), schema);
        }
    }
}
