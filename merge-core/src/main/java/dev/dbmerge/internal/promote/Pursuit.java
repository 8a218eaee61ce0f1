package dev.dbmerge.internal.promote;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.capture.BinaryLogTail;
import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.capture.LogPosition;
import dev.dbmerge.internal.catchup.CatchUp;
import dev.dbmerge.internal.catchup.Proof;
import dev.dbmerge.internal.server.Session;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Runs after production's writers until little enough is left for the moment in which they wait. */
public final class Pursuit {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final Duration PATIENCE_UNDER_LOCK = Duration.ofSeconds(10);
    private static final int MOST_PASSES = 30;

    /** Below this the server's own pace decides, not what was written. */
    private static final Duration SHORT = Duration.ofMillis(50);

    private final BinaryLogTail tail;
    private final CatchUp catchUp;
    private final Session worker;
    private final Session asking;
    private final Runnable pulse;
    private final Duration budget;
    private final Consumer<String> notes;
    private DirtyKeys pending = new DirtyKeys();
    private long rows;
    private Duration lastPass = Duration.ZERO;

    /**
     * Makes it.
     *
     * @param worker a session that holds no locks
     * @param asking another one, for positions
     * @param pulse returns when all that the binary log has is visible to everybody
     * @param budget how long one pass may take while writers wait
     */
    public Pursuit(
            BinaryLogTail tail,
            CatchUp catchUp,
            Session worker,
            Session asking,
            Runnable pulse,
            Duration budget,
            Consumer<String> notes) {
        this.tail = tail;
        this.catchUp = catchUp;
        this.worker = worker;
        this.asking = asking;
        this.pulse = pulse;
        this.budget = budget;
        this.notes = notes;
        catchUp.prepare(worker);
    }

    /** Takes rows that were written before, to be caught up next. */
    public void owe(DirtyKeys written) {
        pending.addAll(written);
    }

    /** Gives how many rows were caught up. */
    public long rows() {
        return rows;
    }

    /** Gives the place in the log behind everything that was committed so far. */
    LogPosition position() {
        return LogPosition.parse(asking.server().binaryLogPosition(asking).orElse(""))
                .orElseThrow(() -> new MergeException(
                        ErrorCode.CAPTURE,
                        "The position of the live server's binary log is not known.",
                        "Switch the log on, and grant the account REPLICATION CLIENT (BINLOG MONITOR on MariaDB)."));
    }

    /**
     * Catches up until a pass is short enough and the next would hardly be shorter, since writers wait for the last one; what is written
     * meanwhile is left.
     */
    public void closeIn() {
        Duration before = PATIENCE;
        for (int pass = 1; pass <= MOST_PASSES; pass++) {
            DirtyKeys written = written(PATIENCE);
            if (nothingLeft(written)) {
                return;
            }
            pending.addAll(written);
            String summary = pending.summary();
            apply(worker, new DirtyKeys());
            notes.accept("caught up with " + summary);
            boolean shorter = lastPass.compareTo(SHORT) > 0
                    && lastPass.compareTo(before.multipliedBy(3).dividedBy(4)) < 0;
            if (!shorter && lastPass.compareTo(budget.dividedBy(2)) <= 0) {
                return;
            }
            before = lastPass;
        }
        throw new RefusedException(
                ErrorCode.CAPTURE,
                "Production writes faster than it can be caught up: a pass takes " + lastPass.toMillis()
                        + " ms, more than half of the " + budget.toMillis() + " ms for which writers may wait.",
                "Promote when less is written, or raise promote.budget in the spec.");
    }

    /** Proves that all rows are accounted for but those that are still to be caught up. */
    public void prove(Session snapshot) {
        Set<String> differing = new Proof(catchUp).prove(snapshot, () -> written(PATIENCE), pending);
        if (!differing.isEmpty()) {
            throw unaccounted(differing);
        }
    }

    private static MergeException unaccounted(Set<String> tables) {
        return new RefusedException(
                ErrorCode.VERIFY_COPY,
                "Rows of production are not accounted for in " + String.join(", ", tables)
                        + ": they are neither in the target nor in the archive of a rule.",
                "Build the target again; if it happens again, report it with the tables' definitions.");
    }

    /** Catches up with the rest, while nobody writes. */
    void finish(Session underLock) {
        DirtyKeys written = written(PATIENCE_UNDER_LOCK);
        if (!nothingLeft(written)) {
            if (underLock != worker) {
                catchUp.prepare(underLock);
            }
            apply(underLock, written);
        }
    }

    /** What the proof met, or what differed in an earlier pass, is left over even when nobody has written since. */
    private boolean nothingLeft(DirtyKeys written) {
        return written.isEmpty() && pending.isEmpty();
    }

    /** Gives what was written since it was asked last. */
    private DirtyKeys written(Duration patience) {
        LogPosition upto = position();
        pulse.run();
        return tail.take(upto, patience);
    }

    private void apply(Session session, DirtyKeys written) {
        pending.addAll(written);
        DirtyKeys all = pending;
        pending = new DirtyKeys();
        long begun = System.nanoTime();
        try {
            Set<String> differing = catchUp.apply(session, all);
            if (!differing.isEmpty() && session != worker) {
                throw unaccounted(differing);
            }
            // A row may have been written between its copy and its comparison; it is looked at again until it is equal.
            pending.addAll(all.of(catchUp.sources(differing)));
        } catch (RuntimeException e) {
            pending.addAll(all);
            throw e;
        }
        rows += all.count();
        lastPass = Duration.ofNanos(System.nanoTime() - begun);
    }
}
