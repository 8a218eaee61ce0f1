package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.server.Session;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** One of the ways on which rows travel from a source at the same time; for one thread at a time. */
public final class Lane implements AutoCloseable {
    private final Session source;
    private final Semaphore turns;
    private final Supplier<Writing> opening;
    private Writing writing;

    /**
     * Opens what writes.
     *
     * @param source reads the moment that is copied
     * @param turns shared by all lanes
     */
    Lane(Session source, Semaphore turns, Supplier<Writing> opening) {
        this.source = source;
        this.turns = turns;
        this.opening = opening;
        this.writing = opening.get();
    }

    /** The sessions on the target's server. */
    record Writing(Session target, CopierChoice choice) implements AutoCloseable {
        @Override
        public void close() {
            choice.close();
            target.close();
        }
    }

    /** Gives the session that reads the moment that is copied. */
    public Session source() {
        return source;
    }

    /** Gives a session that runs statements on the target's server. */
    public Session target() {
        return writing.target();
    }

    /** Gives what takes rows from one to the other. */
    public RowCopier copier() {
        return new LongRowTurns(writing.choice().copier(), turns);
    }

    /** Opens the sessions on the target's server anew, when one of them was lost; the moment that is read stays. */
    public void reopen() {
        writing.close();
        writing = opening.get();
    }

    /** Closes the sessions on the target's server. */
    @Override
    public void close() {
        writing.close();
    }
}
