package dev.dbmerge.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the target is to replace the live database.
 *
 * @param backup folder for backups of the live database
 * @param keep how many previous databases stay
 * @param lockWait how long one attempt waits for the live tables
 */
public record Promotion(Optional<Path> backup, int keep, Duration lockWait) {
    /** What holds where the spec says nothing. */
    public static final Promotion DEFAULT = new Promotion(Optional.empty(), 3, Duration.ofSeconds(5));

    public Promotion {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(lockWait, "lockWait");
    }
}
