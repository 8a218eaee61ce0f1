package dev.dbmerge.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a promotion did.
 *
 * @param name the spec's name
 * @param runId of the run that made the target
 * @param live describes the live database and its server
 * @param previous the database that keeps the tables that were live before
 * @param way how the tables were swapped, such as {@code lock-rename}, and why
 * @param tables how many tables came into the live database
 * @param caughtUp rows that production wrote since the run and that were laid over again, each time counted
 * @param attempts how often the live tables were locked, the last time with success
 * @param blocked how long writers waited in the attempt that swapped, from the asking for the lock on
 * @param longestBlocked the longest that writers waited in any attempt
 * @param backup what the backup before it came to; empty where the spec names no folder for one
 * @param troubles what failed after the swap, a sentence each; the live database is the new one all the same
 * @param notes what else is worth knowing, a sentence each
 */
public record PromotionReport(
        String name,
        String runId,
        String live,
        String previous,
        String way,
        Instant startedAt,
        Duration took,
        int tables,
        long caughtUp,
        int attempts,
        Duration blocked,
        Duration longestBlocked,
        Optional<BackupReport> backup,
        List<String> troubles,
        List<String> notes) {
    public PromotionReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(blocked, "blocked");
        Objects.requireNonNull(longestBlocked, "longestBlocked");
        Objects.requireNonNull(backup, "backup");
        troubles = List.copyOf(troubles);
        notes = List.copyOf(notes);
    }
}
