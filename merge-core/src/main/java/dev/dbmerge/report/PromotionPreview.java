package dev.dbmerge.report;

import java.util.List;
import java.util.Objects;

/**
 * What a promotion would do.
 *
 * @param name the spec's name
 * @param live describes the live database and its server
 * @param liveSchema its name alone
 * @param target the database whose tables come
 * @param runId of the run that made it
 * @param way how the tables would be swapped, such as {@code lock-rename}, and why
 * @param backup where the live database would be backed up before, a clause
 * @param caughtUp by table how what production writes comes into it, a clause each
 * @param missed what the application that runs will miss between the swap and the deployment of the new one, a clause each
 * @param reversible whether a rollback could carry back all that is written afterwards: {@code yes}, or {@code lossy} and what it could not
 * @param blockers transactions that have been open for long and would hold the swap up
 */
public record PromotionPreview(
        String name,
        String live,
        String liveSchema,
        String target,
        String runId,
        String way,
        String backup,
        List<String> caughtUp,
        List<String> missed,
        String reversible,
        List<String> blockers) {
    public PromotionPreview {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(liveSchema, "liveSchema");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(backup, "backup");
        caughtUp = List.copyOf(caughtUp);
        missed = List.copyOf(missed);
        Objects.requireNonNull(reversible, "reversible");
        blockers = List.copyOf(blockers);
    }
}
