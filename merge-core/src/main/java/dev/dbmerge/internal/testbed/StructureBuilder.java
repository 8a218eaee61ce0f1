package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.schema.CodeWriter;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Definers;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.schema.TableDdl;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Step.CodeKind;
import java.util.OptionalLong;

/** Makes a structure on the test server as a run makes the target: tables, keys, foreign keys, routines and views. */
final class StructureBuilder {
    private final TestDatabases databases;

    StructureBuilder(TestDatabases databases) {
        this.databases = databases;
    }

    /** Makes the database of a role and reads it; triggers and events are left out, since rules run before them. */
    Schema build(Schema structure, String role) {
        String name = databases.name(role);
        try (Server server = databases.server().as("target", name);
                Session session = server.open()) {
            Collations collations = Collations.of(session);
            databases.make(
                    session,
                    role,
                    "CHARACTER SET " + collations.charset(structure.charset()) + " COLLATE "
                            + collations.collation(structure.collation()));
            session.execute("let tables be made in any order", "SET SESSION foreign_key_checks = 0");
            structure
                    .sequences()
                    .values()
                    .forEach(
                            sequence -> session.execute("make the sequence " + sequence.name(), sequence.create(name)));
            for (Table table : structure.tables().values()) {
                TableDdl ddl = new TableDdl(table, name, collations);
                session.execute("make the table " + table.name(), ddl.create(OptionalLong.empty()));
                ddl.addKeys().forEach(sql -> session.execute("add the indexes of " + table.name(), sql));
            }
            for (Table table : structure.tables().values()) {
                new TableDdl(table, name, collations)
                        .addForeignKeys()
                        .forEach(sql -> session.execute("add the foreign keys of " + table.name(), sql));
            }
            CodeWriter code = new CodeWriter(session, structure, name, collations, Definers.of(session));
            code.write(CodeKind.ROUTINES);
            code.write(CodeKind.VIEWS);
            return SchemaReader.read(session, name);
        }
    }
}
