package dev.dbmerge.internal.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Conversions that no server refuses, on every server. */
class FitCheckIT {
    @ServerTest
    void aCharacterThatTheSetLacksIsNamedByItsKeys(TestServer testServer) throws SQLException {
        try (Server server = production(testServer, "loss");
                Session session = server.open()) {
            given(
                    session,
                    "CREATE TABLE theirs (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET utf8mb4)",
                    "CREATE TABLE ours (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET latin1)",
                    "INSERT INTO theirs VALUES (1, 'é?'), (2, NULL), (3, ''), (4, '☃')",
                    "INSERT INTO theirs VALUES (5, '☃'), (6, '☃'), (7, '☃'), (8, '☃'), (9, '☃')");

            MergeException lost = assertThrows(MergeException.class, () -> check(session));

            assertEquals(
                    "6 values of production's rows would be changed or refused by staging's type of ours.v (varchar(9) in latin1), id 4; 5; 6;"
                            + " 7; 8 and others. Widen the column on staging, or say what becomes of these values under"
                            + " overlay.ours.columns.v, then run again; dbmerge plan shows the lines. [E504]",
                    lost.getMessage());
            session.execute("take the characters out", "DELETE FROM theirs WHERE id > 3");
            check(session);
        }
    }

    @ServerTest
    void aValueThatTheTypeRoundsIsRefused(TestServer testServer) throws SQLException {
        int pair = 0;
        for (String[] one : new String[][] {
            {"DECIMAL(10,4)", "DECIMAL(10,2)", "1.2500", "1.2345"},
            {"DOUBLE", "DECIMAL(10,2)", "0.1", "0.125"},
            {"DATETIME(6)", "DATETIME", "2020-01-01 00:00:01", "2020-01-01 00:00:01.6"},
            {"DATETIME(6)", "DATETIME(3)", "0000-00-00 00:00:00", "2020-01-01 00:00:01.6001"},
            {"DATETIME", "DATE", "2020-00-00 00:00:00", "2020-01-01 10:00:00"},
            {"TIME(2)", "TIME", "-838:59:59", "-00:00:00.5"},
            {"VARCHAR(9)", "INT", "12", "1.5"},
            {"VARBINARY(9)", "VARCHAR(9) CHARACTER SET utf8mb4", "é", "\\377"},
            {"VARCHAR(9) CHARACTER SET utf8mb4", "VARCHAR(9) CHARACTER SET utf8", "☃", "😀"},
        }) {
            try (Server server = production(testServer, "loss" + pair++);
                    Session session = server.open()) {
                given(
                        session,
                        "CREATE TABLE theirs (v " + one[0] + ")",
                        "CREATE TABLE ours (v " + one[1] + ")",
                        "INSERT INTO theirs VALUES (NULL), ('" + one[2] + "')");
                check(session);
                String lossy = one[3].equals("\\377") ? "x'ff'" : "'" + one[3] + "'";
                session.execute("add what does not fit", "INSERT INTO theirs VALUES (" + lossy + ")");

                MergeException lost =
                        assertThrows(MergeException.class, () -> check(session), one[0] + " to " + one[1]);

                assertEquals(
                        "1 value of production's rows would be changed or refused by staging's type of ours.v",
                        lost.problem().split(" \\(")[0]);
            }
        }
    }

    private static Server production(TestServer testServer, String stem) throws SQLException {
        return new Server("production", purpose -> testServer.root(), testServer.schema(stem));
    }

    private static void given(Session session, String... statements) throws SQLException {
        session.connection().setCatalog(session.server().schema());
        for (String sql : statements) {
            session.execute("set up the test", sql);
        }
    }

    private static void check(Session session) {
        Schema schema = SchemaReader.read(session, session.server().schema());
        Table theirs = schema.table("theirs").orElseThrow();
        Table ours = schema.table("ours").orElseThrow();
        Overlay overlay = new Overlay("ours", Map.of(), List.of(), new Position(Path.of("merge.yml"), 1, 1));
        TableMapping mapping = TableMapping.of(overlay, ours, theirs);
        new FitCheck(session, Collations.of(session)).refuse(Relation.of(schema.name(), theirs), ours, mapping);
    }
}
