package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.server.Crew;
import dev.dbmerge.internal.server.Session;
import java.time.Duration;
import java.util.Optional;

/** Reads one table by ranges of its key, by several sessions at the same time. */
public abstract class RangeJob implements Crew.Job<Session> {
    private final Chunks chunks;
    private final long size;
    private int open;

    /**
     * Begins at the first row; nothing is asked yet.
     *
     * @param size how many rows there are, about
     */
    protected RangeJob(Relation rows, long size) {
        this.chunks = new Chunks(rows);
        this.size = size;
    }

    /** Does what is to be done with the rows of a range; several sessions do so at the same time. */
    protected abstract void read(Chunks.Range range, Session session);

    /** Is called once, when every range has been read. */
    protected void ended() {}

    @Override
    public final synchronized Optional<Crew.Piece<Session>> next() {
        if (chunks.over()) {
            return Optional.empty();
        }
        open++;
        return Optional.of(this::range);
    }

    private void range(Session session) {
        try {
            Optional<Chunks.Range> range = chunks.next(session);
            if (range.isPresent()) {
                long begun = System.nanoTime();
                read(range.get(), session);
                chunks.took(range.get(), Duration.ofNanos(System.nanoTime() - begun));
            }
        } finally {
            close();
        }
    }

    private synchronized void close() {
        open--;
        if (done()) {
            ended();
        }
    }

    @Override
    public final synchronized boolean done() {
        return open == 0 && chunks.over();
    }

    @Override
    public final long size() {
        return size;
    }
}
