package dev.dbmerge.internal.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.run.Servers;
import dev.dbmerge.internal.server.Connections;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.SpecLoader;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What a part of a release leaves open when it cannot be read. */
class SideIT {
    @TempDir
    private Path folder;

    private final List<Connection> opened = new ArrayList<>();

    @ServerTest
    void stagingThatCannotBeReadLeavesNoConnectionBehind(TestServer server) throws SQLException, IOException {
        MergeSpec spec = spec(server, server.name("side_nowhere"), server.schema("side_production"), "overlay: {}");

        assertStopsWithoutConnections(ErrorCode.SCHEMA_MISSING, server, spec);
    }

    @ServerTest
    void productionThatCannotBeReadLeavesNoConnectionBehind(TestServer server) throws SQLException, IOException {
        MergeSpec spec = spec(server, server.schema("side_staging"), server.name("side_nowhere"), "overlay: {}");

        assertStopsWithoutConnections(ErrorCode.SCHEMA_MISSING, server, spec);
    }

    @ServerTest
    void aQueryThatProductionRefusesLeavesNoConnectionBehind(TestServer server) throws SQLException, IOException {
        MergeSpec spec = spec(
                server,
                server.schema("side_staging"),
                server.schema("side_production"),
                "overlay: { users: { from: \"SELECT id FROM nowhere\" } }");

        assertStopsWithoutConnections(ErrorCode.OVERLAY_COLUMN_UNKNOWN, server, spec);
    }

    private void assertStopsWithoutConnections(ErrorCode code, TestServer server, MergeSpec spec) {
        Connections connections = purpose -> {
            Connection connection = server.root();
            opened.add(connection);
            return connection;
        };
        try (Servers servers = new Servers(
                new Server("staging", connections, spec.staging().schema()),
                new Server("production", connections, spec.production().schema()),
                new Server("target", connections, spec.target().schema()))) {

            MergeException thrown = assertThrows(MergeException.class, () -> Side.open(spec, servers));

            assertEquals(code, thrown.code());
            assertEquals(List.of(), opened.stream().filter(SideIT::isOpen).toList());
        }
    }

    private MergeSpec spec(TestServer server, String staging, String production, String overlay) throws IOException {
        String at = "{ url: \"" + server.url("X") + "\", user: root }";
        Path file = Files.writeString(
                folder.resolve("merge.yml"),
                "version: 1\nname: side\nstaging: " + at.replace("X", staging) + "\nproduction: "
                        + at.replace("X", production) + "\ntarget: " + at.replace("X", "side_new") + "\n" + overlay
                        + "\n");
        return SpecLoader.load(file, Map.of());
    }

    private static boolean isOpen(Connection connection) {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
