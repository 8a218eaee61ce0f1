package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.copy.Chunks;
import dev.dbmerge.internal.copy.Lane;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.server.Crew;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Fills one table by ranges of its key, several at a time; what comes before the first and after the last, one lane does alone. */
final class TableFill implements Crew.Job<Lane> {
    private final Relation relation;
    private final long size;
    private final Work work;
    private final Chunks chunks;
    private State state = State.NEW;
    private int open;
    private int ranges;
    private long moved;
    private long rows;
    private RowSum sum = RowSum.ZERO;

    private enum State {
        NEW,
        BEGINNING,
        COPYING,
        ENDING,
        DONE
    }

    /** What is particular about a table. */
    interface Work {
        /**
         * Makes the table ready for rows.
         *
         * @return the sum of all rows of the source where the table has them already; else empty
         */
        Optional<RowSum> begin(Lane lane);

        /** Waits until the next range may be copied. */
        void await(Lane lane);

        /**
         * Sees to it that the table has the rows of a range.
         *
         * @param progress told now and then how many rows are there
         */
        TableRows.Part bring(Lane lane, Chunks.Range range, LongConsumer progress);

        /** Is told how many rows have been copied so far. */
        void progressed(long rows);

        /** Does what comes after the rows. */
        void end(Lane lane, long rows, RowSum sum);

        /** Is told what stopped the table. */
        void failed(RuntimeException e);
    }

    /** Makes the job; nothing is touched yet. */
    TableFill(Relation relation, Chunks chunks, long size, Work work) {
        this.relation = relation;
        this.chunks = chunks;
        this.size = size;
        this.work = work;
    }

    @Override
    public synchronized Optional<Crew.Piece<Lane>> next() {
        switch (state) {
            case NEW -> {
                state = State.BEGINNING;
                return Optional.of(lane -> guarded(() -> begin(lane)));
            }
            case COPYING -> {
                if (!chunks.over()) {
                    open++;
                    return Optional.of(lane -> guarded(() -> range(lane)));
                }
                if (open > 0) {
                    return Optional.empty();
                }
                state = State.ENDING;
                return Optional.of(lane -> guarded(() -> end(lane)));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private void begin(Lane lane) {
        work.begin(lane).ifPresent(there -> {
            chunks.end();
            add(new TableRows.Part(there.rows(), there));
        });
        enter(State.COPYING);
    }

    private void guarded(Runnable piece) {
        try {
            piece.run();
        } catch (RuntimeException e) {
            work.failed(e);
            throw e;
        }
    }

    private void range(Lane lane) {
        try {
            work.await(lane);
            Optional<Chunks.Range> range = chunks.next(lane.source());
            if (range.isPresent()) {
                copy(lane, range.get());
            }
        } finally {
            closed();
        }
    }

    private void copy(Lane lane, Chunks.Range part) {
        long begun = System.nanoTime();
        TableRows.Part brought = work.bring(lane, part, new Moved());
        chunks.took(part, Duration.ofNanos(System.nanoTime() - begun));
        add(brought);
    }

    /** Adds what one range says of its rows to what all say. */
    private final class Moved implements LongConsumer {
        private long before;

        @Override
        public void accept(long done) {
            long total = moved(done - before);
            before = done;
            work.progressed(total);
        }
    }

    private synchronized long moved(long more) {
        moved += more;
        return moved;
    }

    private synchronized void add(TableRows.Part part) {
        ranges++;
        rows += part.rows();
        sum = sum.plus(part.sum());
    }

    private synchronized void closed() {
        open--;
    }

    private synchronized void enter(State next) {
        state = next;
    }

    private void end(Lane lane) {
        refuseGaps(lane);
        work.end(lane, rows, sum);
        enter(State.DONE);
    }

    /** Both the copy and the sums follow the ranges, so that a gap between two would be seen by neither. */
    private void refuseGaps(Lane lane) {
        if (ranges < 2) {
            return;
        }
        long there = lane.source().number("count the rows of " + relation.title(), "SELECT COUNT(*) " + relation.sql());
        if (there != rows) {
            throw new MergeException(
                    ErrorCode.COPY_WARNING,
                    "The ranges in which " + relation.title() + " was copied hold " + rows + " rows, and the table "
                            + there + ".",
                    "Run again; if it stays, report it with the table's primary key.");
        }
    }

    @Override
    public synchronized boolean done() {
        return state == State.DONE;
    }

    @Override
    public long size() {
        return size;
    }
}
