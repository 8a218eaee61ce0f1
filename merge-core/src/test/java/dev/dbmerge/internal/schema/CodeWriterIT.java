package dev.dbmerge.internal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Step.CodeKind;
import dev.dbmerge.testing.ServerTest;
import dev.dbmerge.testing.TestServer;
import dev.dbmerge.testing.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

class CodeWriterIT {
    @ServerTest
    void codeIsMadeAnewOnTheSameServerToTheLetter(TestServer server) throws SQLException {
        String staging = StructureFixture.load(server, "sch_staging", List.of("code"));
        String target = server.schema("sch_target");
        Schema before = StructureFixture.read(server, staging);

        Schema after = build(before, server, target);

        assertEquals("", StructureFixture.difference(texts(before), movedBack(texts(after), target, staging)));
        assertEquals(Map.of("e1", "ENABLE", "e2", "DISABLE"), CodeWriter.eventStatuses(before));
        assertEquals(Map.of("e1", "DISABLE", "e2", "DISABLE"), CodeWriter.eventStatuses(after));
        assertEquals(names(before, CodeKind.VIEWS), names(after, CodeKind.VIEWS));
        assertEquals(names(before, CodeKind.TRIGGERS), names(after, CodeKind.TRIGGERS));
    }

    @ServerTest
    void codeIsMadeOnEveryOtherServer(TestServer source, TestServers servers) throws SQLException {
        String staging = StructureFixture.load(source, "sch_staging", List.of("code"));
        Schema before = StructureFixture.read(source, staging);
        for (TestServer other : servers.all()) {
            String target = other.schema("sch_target");

            Schema after = build(before, other, target);

            for (CodeKind kind : CodeKind.values()) {
                assertEquals(
                        names(before, kind).stream().sorted().toList(),
                        names(after, kind).stream().sorted().toList());
            }
            other.run("DROP DATABASE `" + target + "`");
        }
    }

    @ServerTest
    void aDefinerThatIsNotOnTheServerGivesWayToTheAccount(TestServer server) throws SQLException {
        String staging = server.schema("sch_staging");
        server.run(
                "CREATE DEFINER='sch_gone'@'%' VIEW `" + staging + "`.v AS SELECT 1 AS a",
                "CREATE VIEW `" + staging + "`.w AS SELECT 1 AS a");
        Schema before = StructureFixture.read(server, staging);

        Schema after = build(before, server, server.schema("sch_target"));

        assertEquals("sch_gone@%", before.code().get(0).definer());
        assertEquals(before.code().get(1).definer(), after.code().get(0).definer());
        try (Server opened = StructureFixture.server(server, "target", staging);
                Session session = opened.open()) {
            assertEquals(List.of(before.code().get(0)), Definers.of(session).substituted(before));
        }
    }

    private static Schema build(Schema staging, TestServer server, String target) {
        try (Server opened = StructureFixture.server(server, "target", target);
                Session session = opened.open()) {
            StructureFixture.buildTables(session, staging, target);
            Collations collations = Collations.of(session);
            CodeWriter writer = new CodeWriter(session, staging, target, collations, Definers.of(session));
            for (CodeKind kind : CodeKind.values()) {
                writer.write(kind);
            }
            return SchemaReader.read(session, target);
        }
    }

    private static Set<String> texts(Schema schema) {
        return schema.code().stream()
                .map(object -> String.join(
                        " | ",
                        object.title(),
                        object.sqlMode(),
                        object.definer(),
                        object.collation(),
                        object.timeZone(),
                        object.createSql().replaceFirst(" ENABLE DO", " DISABLE DO")))
                .collect(Collectors.toSet());
    }

    private static Set<String> movedBack(Set<String> texts, String target, String staging) {
        return texts.stream()
                .map(text -> text.replace("`" + target + "`.log", staging + ".log"))
                .map(text -> text.replace("`" + target + "`.\"", "\"" + staging + "\".\""))
                .collect(Collectors.toSet());
    }

    private static List<String> names(Schema schema, CodeKind kind) {
        return schema.code().stream()
                .filter(object -> object.kind() == kind)
                .map(CodeObject::name)
                .toList();
    }
}
