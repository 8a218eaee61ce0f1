package dev.dbmerge.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a rollback did.
 *
 * @param name the spec's name
 * @param runId of the run whose tables were live
 * @param live describes the live database and its server
 * @param swap what was taken back, such as {@code the promotion of 2026-11-27 18:02:33}
 * @param kept the database from which the tables came back
 * @param previous the database that keeps the tables that were live
 * @param way how the tables were swapped, and why
 * @param tables how many tables came back
 * @param carried rows that were written since and are in the tables that came back, in all columns or in some
 * @param left rows that stand in the file
 * @param file where the rows are that were not carried back, or not in all columns; empty where there were none
 * @param losses what was not carried, a clause each
 * @param attempts how often the live tables were locked, the last time with success
 * @param blocked how long writers waited in the attempt that swapped
 * @param longestBlocked the longest that writers waited in any attempt
 * @param troubles what failed after the swap, a sentence each; the tables are back all the same
 * @param notes what else is worth knowing, a sentence each
 */
public record RollbackReport(
        String name,
        String runId,
        String live,
        String swap,
        String kept,
        String previous,
        String way,
        Instant startedAt,
        Duration took,
        int tables,
        long carried,
        long left,
        Optional<Path> file,
        List<String> losses,
        int attempts,
        Duration blocked,
        Duration longestBlocked,
        List<String> troubles,
        List<String> notes) {
    public RollbackReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(swap, "swap");
        Objects.requireNonNull(kept, "kept");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(file, "file");
        losses = List.copyOf(losses);
        Objects.requireNonNull(blocked, "blocked");
        Objects.requireNonNull(longestBlocked, "longestBlocked");
        troubles = List.copyOf(troubles);
        notes = List.copyOf(notes);
    }
}
