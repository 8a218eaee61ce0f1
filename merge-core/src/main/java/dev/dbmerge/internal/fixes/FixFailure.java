package dev.dbmerge.internal.fixes;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import dev.dbmerge.internal.server.Server;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/** Says of a failed migration which file and line it was and what the server said. */
final class FixFailure {
    private static final String REMEDY =
            "Mend the file, then run again; the rows are taken as they were before the fixes, so no statement runs twice.";

    private FixFailure() {}

    static MergeException of(Server target, Path folder, FlywayException e) {
        Optional<SQLException> refusal = cause(e, SQLException.class);
        if (refusal.isEmpty()) {
            return new MergeException(
                    ErrorCode.FIX, "The fixes in " + folder + " cannot be applied: " + text(e), "Mend them.", e);
        }
        Optional<FlywayMigrateException> migration = cause(e, FlywayMigrateException.class);
        Path file = migration
                .map(found -> folder.resolve(found.getMigration().getScript()))
                .orElse(folder);
        MergeException server = target.failure("run fix " + file, refusal.get());
        if (server.code() != ErrorCode.STEP || migration.isEmpty()) {
            return server;
        }
        Position at = new Position(file, Math.max(1, migration.get().getLineNumber()), 1);
        return new MergeException(ErrorCode.FIX, server.problem(), REMEDY, at, e);
    }

    private static <T> Optional<T> cause(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static String text(FlywayException e) {
        String text = e.getMessage().strip().replaceAll("\\s+", " ");
        return text.endsWith(".") ? text : text + ".";
    }
}
