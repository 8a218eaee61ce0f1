package dev.dbmerge.internal.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What a backup came to.
 *
 * @param bytes what its files take
 * @param proven whether it was restored and compared with the live database
 */
public record BackupResult(Path folder, int tables, long rows, long bytes, Duration duration, boolean proven) {
    public BackupResult {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(duration, "duration");
    }
}
