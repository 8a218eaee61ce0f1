package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.copy.Chunks;
import dev.dbmerge.internal.copy.Lane;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.server.Crew;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Fills one table by ranges of its key, several at a time; what comes before the first and after the last, one lane does alone. */
final class TableFill implements Crew.Job<Lane> {
    private final Transfer transfer;
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
        /** Makes the table ready for rows. */
        void begin(Lane lane);

        /** Waits until the next range may be copied. */
        void await(Lane lane);

        /** Sums the source's rows of one range. */
        RowSum sum(Lane lane, Transfer range);

        /** Is told how many rows have been copied so far. */
        void progressed(long rows);

        /** Does what comes after the rows. */
        void end(Lane lane, long rows, RowSum sum);

        /** Is told what stopped the table. */
        void failed(RuntimeException e);
    }

    /** Makes the job; nothing is touched yet. */
    TableFill(Transfer transfer, Chunks chunks, long size, Work work) {
        this.transfer = transfer;
        this.chunks = chunks;
        this.size = size;
        this.work = work;
    }

    @Override
    public synchronized Optional<Crew.Piece<Lane>> next() {
        switch (state) {
            case NEW -> {
                state = State.BEGINNING;
                return Optional.of(lane -> guarded(() -> {
                    work.begin(lane);
                    enter(State.COPYING);
                }));
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
        Transfer range = transfer.of(part.rows());
        long begun = System.nanoTime();
        Moved moved = new Moved();
        long copied = lane.copier().copy(range, moved);
        moved.accept(copied);
        chunks.took(part, Duration.ofNanos(System.nanoTime() - begun));
        add(copied, work.sum(lane, range));
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

    private synchronized void add(long copied, RowSum found) {
        ranges++;
        rows += copied;
        sum = sum.plus(found);
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
        long there = lane.source()
                .number(
                        "count the rows of " + transfer.relation().title(),
                        "SELECT COUNT(*) " + transfer.relation().sql());
        if (there != rows) {
            throw new MergeException(
                    ErrorCode.COPY_WARNING,
                    "The ranges in which " + transfer.relation().title() + " was copied hold " + rows
                            + " rows, and the table " + there + ".",
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
