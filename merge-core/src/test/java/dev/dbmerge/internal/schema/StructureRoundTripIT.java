package dev.dbmerge.internal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        assertEquals("", difference(texts(before), texts(after)));
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

    private static String difference(Set<String> before, Set<String> after) {
        Stream<String> lost = before.stream().filter(text -> !after.contains(text)).map(text -> "- " + text);
        Stream<String> found = after.stream().filter(text -> !before.contains(text)).map(text -> "+ " + text);
        return Stream.concat(lost, found).collect(Collectors.joining("\n"));
    }
}
