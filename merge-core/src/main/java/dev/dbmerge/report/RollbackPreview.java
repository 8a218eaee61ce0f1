package dev.dbmerge.report;

import java.util.List;
import java.util.Objects;

/**
 * What a rollback would do.
 *
 * @param name the spec's name
 * @param live describes the live database and its server
 * @param liveSchema its name alone
 * @param kept the database whose tables come back
 * @param swap what is taken back, such as {@code the promotion of 2026-11-27 18:02:33}
 * @param runId of the run whose tables are live
 * @param way how the tables would be swapped, and why
 * @param reversible {@code yes}, or {@code lossy} and what is lost of what was written so far
 * @param written how many rows were written since the swap, as far as they are known by their keys
 * @param carried by table how what was written comes into the tables that come back, a clause each
 * @param guarded what would be lost of a write that has not come, a clause each
 * @param missed what the application that runs will miss, a clause each
 * @param blockers transactions that have been open for long and would hold the swap up
 */
public record RollbackPreview(
        String name,
        String live,
        String liveSchema,
        String kept,
        String swap,
        String runId,
        String way,
        String reversible,
        long written,
        List<String> carried,
        List<String> guarded,
        List<String> missed,
        List<String> blockers) {
    public RollbackPreview {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(liveSchema, "liveSchema");
        Objects.requireNonNull(kept, "kept");
        Objects.requireNonNull(swap, "swap");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(reversible, "reversible");
        carried = List.copyOf(carried);
        guarded = List.copyOf(guarded);
        missed = List.copyOf(missed);
        blockers = List.copyOf(blockers);
    }
}
