package dev.dbmerge.internal.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Works through jobs with several members at once, each in a thread of its own and with sessions of its own.
 *
 * <p>A member takes a piece of a job that nobody works at, the largest first, else a piece of the largest. The first failure lets
 * nobody begin another piece. What pieces have to tell is told in the caller's thread, in the order in which it happened.
 *
 * @param <M> what a member has to work with
 */
public final class Crew<M> {
    private static final Runnable GONE = () -> {};

    private final List<M> members;
    private final Object lock = new Object();
    private final BlockingQueue<Runnable> told = new LinkedBlockingQueue<>();
    private final Map<Job<M>, Integer> working = new HashMap<>();
    private Optional<Throwable> failure = Optional.empty();

    public Crew(List<M> members) {
        this.members = List.copyOf(members);
    }

    /** Work that can be cut into pieces. Its methods are called by one thread at a time, those of its pieces by several. */
    public interface Job<M> {
        /** Gives a piece that one more member can do now, without asking a server; empty where there is none at the moment. */
        Optional<Piece<M>> next();

        /** Tells whether everything is done. */
        boolean done();

        /** Says how large the job is beside others. */
        long size();
    }

    /** What one member does at a time. */
    @FunctionalInterface
    public interface Piece<M> {
        /** Does it. */
        void work(M member);
    }

    /** Lets the caller's thread do something; called from pieces. */
    public void tell(Runnable event) {
        told.add(event);
    }

    /**
     * Does all jobs, and returns when nobody works any more.
     *
     * @throws RuntimeException the first that a piece threw; others are suppressed in it
     */
    public void work(List<? extends Job<M>> jobs) {
        List<Job<M>> bySize = new ArrayList<>(jobs);
        bySize.sort(Comparator.<Job<M>>comparingLong(Job::size).reversed());
        List<Thread> threads = new ArrayList<>();
        for (M member : members) {
            Thread thread = new Thread(() -> work(member, bySize), "dbmerge-crew-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        boolean interrupted = listen(threads.size());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        failure.ifPresent(Crew::rethrow);
    }

    /** An interrupt is remembered: whoever interrupts a run also kills what it does on the servers, and that ends the pieces. */
    private boolean listen(int count) {
        boolean interrupted = false;
        int gone = 0;
        while (gone < count) {
            try {
                Runnable event = told.take();
                if (event == GONE) {
                    gone++;
                } else {
                    event.run();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }
        return interrupted;
    }

    private void work(M member, List<Job<M>> jobs) {
        try {
            for (Optional<Taken<M>> taken = take(jobs); taken.isPresent(); taken = take(jobs)) {
                try {
                    taken.get().piece().work(member);
                } finally {
                    release(taken.get().job());
                }
            }
        } catch (Throwable e) {
            fail(e);
        } finally {
            told.add(GONE);
        }
    }

    private record Taken<M>(Job<M> job, Piece<M> piece) {}

    private Optional<Taken<M>> take(List<Job<M>> jobs) throws InterruptedException {
        synchronized (lock) {
            while (failure.isEmpty() && jobs.stream().anyMatch(job -> !job.done())) {
                Optional<Taken<M>> taken = offered(jobs);
                if (taken.isPresent()) {
                    working.merge(taken.get().job(), 1, Integer::sum);
                    return taken;
                }
                lock.wait();
            }
            return Optional.empty();
        }
    }

    private Optional<Taken<M>> offered(List<Job<M>> jobs) {
        List<Job<M>> lonelyFirst = new ArrayList<>(jobs);
        lonelyFirst.sort(Comparator.comparingInt(job -> working.getOrDefault(job, 0)));
        for (Job<M> job : lonelyFirst) {
            Optional<Taken<M>> taken =
                    job.done() ? Optional.empty() : job.next().map(piece -> new Taken<>(job, piece));
            if (taken.isPresent()) {
                return taken;
            }
        }
        return Optional.empty();
    }

    private void release(Job<M> job) {
        synchronized (lock) {
            working.merge(job, -1, Integer::sum);
            lock.notifyAll();
        }
    }

    private void fail(Throwable e) {
        synchronized (lock) {
            if (failure.isEmpty()) {
                failure = Optional.of(e);
            } else if (failure.get() != e) {
                failure.get().addSuppressed(e);
            }
            lock.notifyAll();
        }
    }

    private static void rethrow(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            throw Failures.memory("hold a row", e);
        }
        if (e instanceof Error error) {
            throw error;
        }
        throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
}
