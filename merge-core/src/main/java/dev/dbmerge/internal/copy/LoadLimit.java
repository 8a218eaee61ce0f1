package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Pauses the copy while a source's server has more to do than it may have; for several threads. */
public final class LoadLimit {
    private final Map<String, Long> most;
    private final AtomicLong pausedNanos = new AtomicLong();

    /**
     * Makes a limit.
     *
     * @param most by the name of a status variable, such as Threads_running, the value up to which the copy goes on
     */
    public LoadLimit(Map<String, Long> most) {
        this.most = Map.copyOf(most);
    }

    /**
     * Returns when no variable is over its limit.
     *
     * @param session on the server that is looked at; it sleeps there meanwhile, so that killing it ends the pause
     * @param waiting is called when there is something to wait for
     */
    public void await(Session session, Runnable waiting) {
        long begun = System.nanoTime();
        boolean paused = false;
        while (over(session).isPresent()) {
            if (!paused) {
                waiting.run();
            }
            paused = true;
            session.number("wait until the load is lower", "SELECT SLEEP(0.5)");
        }
        if (paused) {
            pausedNanos.addAndGet(System.nanoTime() - begun);
        }
    }

    /** Gives how long the copy paused, added up over all that waited; zero where it did not. */
    public Duration paused() {
        return Duration.ofNanos(pausedNanos.get());
    }

    private Optional<String> over(Session session) {
        return most.entrySet().stream()
                .filter(limit -> value(session, limit.getKey()) > limit.getValue())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static long value(Session session, String variable) {
        return session
                .fetch("read the load", "SHOW GLOBAL STATUS WHERE Variable_name = " + Names.literal(variable))
                .stream()
                .findFirst()
                .map(row -> Long.parseLong(row.get(1, String.class)))
                .orElse(0L);
    }
}
