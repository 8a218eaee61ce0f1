package dev.dbmerge.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What a backup of the live database came to.
 *
 * @param folder where it stands
 * @param bytes what its files take
 * @param proven whether it was restored and compared with the live database
 */
public record BackupReport(Path folder, int tables, long rows, long bytes, Duration took, boolean proven) {
    public BackupReport {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(took, "took");
    }
}
