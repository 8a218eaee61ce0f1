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
 * @param lockWait how long one attempt waits for the live tables; writers wait behind it
 * @param budget how long writers may wait once they are held off
 * @param attempts how often the live tables are asked for, with pauses between, before the promotion is given up
 */
public record Promotion(Optional<Path> backup, int keep, Duration lockWait, Duration budget, int attempts) {
    /** What holds where the spec says nothing. */
    public static final Promotion DEFAULT =
            new Promotion(Optional.empty(), 3, Duration.ofSeconds(1), Duration.ofSeconds(2), 10);

    public Promotion {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(lockWait, "lockWait");
        Objects.requireNonNull(budget, "budget");
    }
}
