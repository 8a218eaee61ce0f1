package dev.dbmerge.internal.run;

import dev.dbmerge.plan.SwapWay;
import java.util.Objects;

/**
 * What the caller of a promotion decides beside the spec.
 *
 * @param way how the tables are swapped
 */
public record PromotionTerms(SwapWay way) {
    /** What nobody asked to be otherwise. */
    public static final PromotionTerms DEFAULT = new PromotionTerms(SwapWay.AUTO);

    public PromotionTerms {
        Objects.requireNonNull(way, "way");
    }
}
