package dev.dbmerge.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends work tidily when the process is told to end (Ctrl-C, SIGTERM), and lets the JVM give its own exit code: 130 or
 * 143.
 *
 * <p>The JVM calls a hook on a thread of its own and ends when the hook returns. The hook asks the work to stop and waits
 * until the main thread has said what is left, ten seconds at most. The JVM does not hear a second Ctrl-C meanwhile.
 */
final class Interruption {
    private final Output err;
    private final Duration patience;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mainDone = new CountDownLatch(1);

    Interruption(Output err) {
        this(err, Duration.ofSeconds(10));
    }

    Interruption(Output err, Duration patience) {
        this.err = err;
        this.patience = patience;
    }

    /** Tells whether the process is ending. */
    boolean happened() {
        return asked.getCount() == 0;
    }

    /** Waits, inside of {@link #during}, until the process is told to end. */
    void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Does work that a signal may end.
     *
     * @param stop makes the work end soon; called from another thread
     */
    <T> T during(Runnable stop, Supplier<T> work) {
        Thread hook = new Thread(() -> end(stop), "dbmerge interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            if (!happened()) {
                remove(hook);
            }
        }
    }

    /** Lets the process end; the main thread calls it last. */
    void mainIsDone() {
        mainDone.countDown();
    }

    private void end(Runnable stop) {
        asked.countDown();
        Thread stopper = new Thread(() -> stop(stop), "dbmerge stop");
        stopper.setDaemon(true);
        stopper.start();
        try {
            if (!mainDone.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                err.line("dbmerge: The work did not stop within " + patience.toSeconds()
                        + " s and was left unfinished; run again, behind a promotion dbmerge recover.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException e) {
            new Failure(err, 0).print(e);
        }
    }

    private void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            asked.countDown(); // the signal came in between; the hook runs
        }
    }
}
