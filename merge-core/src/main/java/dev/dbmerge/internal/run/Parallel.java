package dev.dbmerge.internal.run;

import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.CopyMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * How a run uses its servers.
 *
 * @param threads how many sessions read, write, sort and sum at the same time; empty where the number of rows decides
 * @param method the way in which rows are to travel
 * @param maxLoad by the name of a status variable of a source's server, the value up to which the copy goes on
 */
public record Parallel(OptionalInt threads, CopyMethod method, Map<String, Long> maxLoad) {
    private static final int MOST_BY_ITSELF = 8;

    /** Rows that one session copies before several have come together. */
    private static final long FEW_ROWS = 20_000;

    /** What nobody asked to be otherwise. */
    public static final Parallel DEFAULT = new Parallel(OptionalInt.empty(), CopyMethod.AUTO, Map.of());

    public Parallel {
        if (threads.orElse(1) < 1) {
            throw new IllegalArgumentException("at least one thread: " + threads);
        }
        Objects.requireNonNull(method, "method");
        maxLoad = Map.copyOf(maxLoad);
    }

    /** Does something with as many sessions as work at so many rows. */
    <T> T with(Server server, long rows, Function<List<Session>, T> work) {
        List<Session> sessions = new ArrayList<>();
        try {
            int count = sessions(rows);
            for (int i = 0; i < count; i++) {
                sessions.add(server.open());
            }
            return work.apply(sessions);
        } finally {
            sessions.forEach(Session::close);
        }
    }

    /**
     * Gives how many sessions work at so many rows: one at few, so that nobody has to stand still for them, else as many as the machine has
     * cores, up to 8.
     */
    int sessions(long rows) {
        return threads.orElseGet(() -> rows < FEW_ROWS
                ? 1
                : Math.min(MOST_BY_ITSELF, Runtime.getRuntime().availableProcessors()));
    }
}
