package dev.dbmerge.internal.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A backup that is complete.
 *
 * @param taken the moment as of which it holds the rows
 * @param server product and version that it came from, such as {@code MySQL 8.0.15}
 * @param bytes what its files take
 */
public record StoredBackup(
        Path folder, String database, Instant taken, String server, int tables, long rows, long bytes) {
    public StoredBackup {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(taken, "taken");
        Objects.requireNonNull(server, "server");
    }

    /** Gives how old the rows are. */
    public Duration age(Instant now) {
        return Duration.between(taken, now);
    }
}
