package dev.dbmerge.internal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

class StructureRoundTripIT {
    @ServerTest
    void tablesAreBuiltAnewOnTheSameServerToTheLetter(TestServer server) throws SQLException {
        String staging = StructureFixture.load(server, "sch_staging", StructureFixture.files(server));
        String target = server.schema("sch_target");
        Schema before = StructureFixture.read(server, staging);

        try (Server opened = StructureFixture.server(server, "target", target);
                Session session = opened.open()) {
            List<String> losses = StructureFixture.buildTables(session, before, target);

            assertEquals(List.of(), losses);
        }

        Schema after = StructureFixture.read(server, target);
        assertEquals("", StructureFixture.difference(texts(before), texts(after)));
    }

    @ServerTest
    void tablesAreBuiltOnEveryOtherServer(TestServer source, TestServers servers) throws SQLException {
        for (TestServer other : servers.all()) {
            String staging = StructureFixture.load(source, "sch_staging", StructureFixture.commonFiles(source, other));
            String target = other.schema("sch_target");
            Schema before = StructureFixture.read(source, staging);

            try (Server opened = StructureFixture.server(other, "target", target);
                    Session session = opened.open()) {
                StructureFixture.buildTables(session, before, target);
                Collations collations = Collations.of(session);
                Schema after = SchemaReader.read(session, target);

                List<String> differences = StructureComparison.compare(before, after, collations);

                assertEquals(List.of(), differences, source + " to " + other);
            }
            source.run("DROP DATABASE `" + staging + "`");
            other.run("DROP DATABASE `" + target + "`");
        }
    }

    /** Gives every element, option and partition clause; keys lose their order, since some come before the others. */
    private static Set<String> texts(Schema schema) {
        Set<String> texts = new TreeSet<>();
        schema.tables().values().forEach(table -> {
            TableText text = TableText.of(table.createSql());
            text.elements().forEach(element -> texts.add(table.name() + ": " + text.render(element.tokens())));
            texts.add(table.name() + ": " + text.render(Fingerprint.withoutCounter(text.options())));
            texts.add(table.name() + ": " + text.render(text.partitions()));
        });
        return texts;
    }
}
