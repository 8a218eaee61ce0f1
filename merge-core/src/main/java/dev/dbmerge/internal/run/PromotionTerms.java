package dev.dbmerge.internal.run;

import dev.dbmerge.internal.backup.Backup.Proving;
import dev.dbmerge.plan.SwapWay;
import java.util.Objects;

/**
 * What the caller of a promotion decides beside the spec.
 *
 * @param way how the tables are swapped
 * @param proving what becomes of the backup before it counts, where there is one
 * @param acceptsLoss whether a rollback may lose what it cannot carry back
 */
public record PromotionTerms(SwapWay way, Proving proving, boolean acceptsLoss) {
    /** What nobody asked to be otherwise. */
    public static final PromotionTerms DEFAULT = new PromotionTerms(SwapWay.AUTO, Proving.RESTORE, false);

    public PromotionTerms {
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(proving, "proving");
    }

    /** Gives the same with another way. */
    public PromotionTerms withWay(SwapWay other) {
        return new PromotionTerms(other, proving, acceptsLoss);
    }

    /** Gives the same with another proof of the backup. */
    public PromotionTerms withProving(Proving other) {
        return new PromotionTerms(way, other, acceptsLoss);
    }

    /** Gives the same, whatever a rollback loses. */
    public PromotionTerms acceptingLoss() {
        return new PromotionTerms(way, proving, true);
    }
}
