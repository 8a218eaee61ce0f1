package dev.dbmerge.internal.testbed;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.journal.Migrations;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.SchemaDataSource;
import dev.dbmerge.internal.server.Server;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/** Makes a structure by a folder of Flyway migrations; their history is a table that counts as dbmerge's own. */
final class MigrationLoader {
    private static final String HISTORY_TABLE = Schema.JOURNAL_PREFIX + "structure";
    private static final String REMEDY = "Mend the migration, then run again.";

    private MigrationLoader() {}

    /**
     * Runs the migrations in the server's database.
     *
     * @throws MergeException when one fails, or the folder has none
     */
    static void load(Server server, Path folder) {
        try (SchemaDataSource source =
                new SchemaDataSource(server, server.schema(), List.of("SET SESSION foreign_key_checks = 0"))) {
            int applied = Migrations.of(source, server.schema(), HISTORY_TABLE)
                    .locations("filesystem:" + folder.toAbsolutePath())
                    .validateMigrationNaming(true)
                    .load()
                    .migrate()
                    .migrationsExecuted;
            if (applied == 0) {
                throw new MergeException(
                        ErrorCode.STEP,
                        "The folder " + folder + " has no Flyway migration.",
                        "Name its files V1__what_it_makes.sql, V2__next.sql.");
            }
        } catch (FlywayException e) {
            throw failure(server, folder, e);
        }
    }

    private static MergeException failure(Server server, Path folder, FlywayException e) {
        Optional<FlywayMigrateException> migration = cause(e, FlywayMigrateException.class);
        Optional<SQLException> refusal = cause(e, SQLException.class);
        if (migration.isEmpty() || refusal.isEmpty()) {
            String text = e.getMessage().strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "");
            return new MergeException(
                    ErrorCode.STEP, "The migrations in " + folder + " cannot be run: " + text + ".", REMEDY, e);
        }
        MergeException failure = server.failure("make the structure", refusal.get());
        if (failure.code() != ErrorCode.STEP) {
            return failure;
        }
        Path file = folder.resolve(migration.get().getMigration().getScript());
        Position at = new Position(file, Math.max(1, migration.get().getLineNumber()), 1);
        return new MergeException(failure.code(), failure.problem(), REMEDY, at, e);
    }

    private static <T> Optional<T> cause(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
