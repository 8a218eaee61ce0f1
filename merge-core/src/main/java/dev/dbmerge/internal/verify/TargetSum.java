package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.copy.Chunks;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.server.Crew;
import dev.dbmerge.internal.server.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/** Sums one table of the target by ranges of its key, which are not those of the copy. */
final class TargetSum implements Crew.Job<Session> {
    private final long size;
    private final Chunks chunks;
    private final BiFunction<Relation, Session, RowSum> summing;
    private RowSum sum = RowSum.ZERO;
    private int open;

    TargetSum(long size, Relation rows, BiFunction<Relation, Session, RowSum> summing) {
        this.size = size;
        this.chunks = new Chunks(rows);
        this.summing = summing;
    }

    /** Gives the sum so far. */
    synchronized RowSum sum() {
        return sum;
    }

    @Override
    public synchronized Optional<Crew.Piece<Session>> next() {
        if (chunks.over()) {
            return Optional.empty();
        }
        open++;
        return Optional.of(this::range);
    }

    private void range(Session session) {
        try {
            chunks.next(session).ifPresent(range -> {
                long begun = System.nanoTime();
                RowSum found = summing.apply(range.rows(), session);
                chunks.took(range, Duration.ofNanos(System.nanoTime() - begun));
                add(found);
            });
        } finally {
            ended();
        }
    }

    private synchronized void add(RowSum found) {
        sum = sum.plus(found);
    }

    private synchronized void ended() {
        open--;
    }

    @Override
    public synchronized boolean done() {
        return open == 0 && chunks.over();
    }

    @Override
    public long size() {
        return size;
    }
}
