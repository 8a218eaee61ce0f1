package dev.dbmerge.internal.journal;

import java.util.Objects;

/**
 * Says which table holds what a rule removed or changed in another.
 *
 * @param table the application's table
 * @param archiveTable one of dbmerge's own
 */
public record ArchiveRecord(String rule, String table, String archiveTable) {
    /** The archive's first column, which says what its row is: {@code removed}, {@code before} or {@code after}. */
    public static final String IMAGE_COLUMN = "_dbmerge_image";

    public ArchiveRecord {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(archiveTable, "archiveTable");
    }
}
