package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.copy.Chunks;
import dev.dbmerge.internal.copy.RangeJob;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.server.Session;
import java.util.function.BiFunction;

/** Sums one table of the target by ranges of its key, which are not those of the copy. */
final class TargetSum extends RangeJob {
    private final BiFunction<Relation, Session, RowSum> summing;
    private RowSum sum = RowSum.ZERO;

    TargetSum(long size, Relation rows, BiFunction<Relation, Session, RowSum> summing) {
        super(rows, size);
        this.summing = summing;
    }

    /** Gives the sum so far. */
    synchronized RowSum sum() {
        return sum;
    }

    @Override
    protected void read(Chunks.Range range, Session session) {
        add(summing.apply(range.rows(), session));
    }

    private synchronized void add(RowSum found) {
        sum = sum.plus(found);
    }
}
