package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.UrlConnections;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.TestInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads staging's and production's structure from files, migrations, a saved structure or the databases themselves. */
final class StructureSource {
    private final MergeSpec spec;
    private final TestInputs inputs;
    private final TestDatabases databases;

    StructureSource(MergeSpec spec, TestInputs inputs, TestDatabases databases) {
        this.spec = spec;
        this.inputs = inputs;
        this.databases = databases;
    }

    StructureSide staging() {
        return side("staging", inputs.staging(), spec.staging());
    }

    StructureSide production() {
        return side("production", inputs.production(), spec.production());
    }

    private StructureSide side(String role, Optional<Path> path, Database database) {
        if (inputs.saved().isPresent()) {
            Path file = inputs.saved().get();
            return made(role, file, (session, name) -> {
                StructureFile saved = StructureFile.read(file, role);
                databases.make(session, role, saved.charset(Collations.of(session)));
                new ScriptLoader(session, name, file).load(saved.statements(name));
            });
        }
        if (path.isEmpty()) {
            return live(role, database);
        }
        Path source = path.get();
        return made(role, source, (session, name) -> {
            databases.make(session, role, "CHARACTER SET utf8mb4");
            if (Files.isDirectory(source)) {
                MigrationLoader.load(session.server(), source);
            } else {
                new ScriptLoader(session, name, source).load(text(source));
            }
        });
    }

    /** Makes a side's database to read its structure; it is dropped again, since an event in it might run. */
    private StructureSide made(String role, Path source, Loader loader) {
        if (!Files.exists(source)) {
            throw missing(role, source);
        }
        String name = databases.name(role);
        try (Server server = databases.server().as("target", name);
                Session session = server.open()) {
            loader.load(session, name);
            StructureSide side =
                    new StructureSide(SchemaReader.read(session, name), Collations.of(session), source.toString());
            databases.drop(session, name);
            return side;
        }
    }

    private static StructureSide live(String role, Database database) {
        try (Server server = new Server(role, new UrlConnections(database), database.schema());
                Session session = server.open()) {
            if (database.dump().isPresent() && !SchemaReader.exists(session, database.schema())) {
                throw new MergeException(
                        ErrorCode.SCHEMA_MISSING,
                        "The test takes " + role + "'s structure from the dump "
                                + database.dump().get().name() + ", which is not loaded.",
                        "Run dbmerge plan, which loads it, or name files under test.structure.");
            }
            return new StructureSide(
                    SchemaReader.read(session, database.schema()), Collations.of(session), server.description());
        }
    }

    private MergeException missing(String role, Path source) {
        return new MergeException(
                ErrorCode.SPEC_MISSING_FILE,
                source + ", from which the test takes " + role + "'s structure, does not exist.",
                "Mend test.structure in " + spec.file() + ".");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.SPEC_FILE,
                    file + " cannot be read as UTF-8: " + e.getMessage() + ".",
                    "Save it as UTF-8, and allow this user to read it.",
                    new Position(file, 1, 1),
                    e);
        }
    }

    /** Fills a database that is to be made first. */
    private interface Loader {
        void load(Session session, String name);
    }
}
