package dev.dbmerge.internal.run;

import dev.dbmerge.plan.CopyMethod;
import java.util.Map;
import java.util.Objects;

/**
 * How a run uses its servers.
 *
 * @param threads how many sessions read, write, sort and sum at the same time
 * @param method the way in which rows are to travel
 * @param maxLoad by the name of a status variable of a source's server, the value up to which the copy goes on
 */
public record Parallel(int threads, CopyMethod method, Map<String, Long> maxLoad) {
    private static final int MOST_BY_ITSELF = 8;

    /** As many as the machine has cores, up to 8, and the fastest way. */
    public static final Parallel DEFAULT = new Parallel(
            Math.min(MOST_BY_ITSELF, Runtime.getRuntime().availableProcessors()), CopyMethod.AUTO, Map.of());

    public Parallel {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread: " + threads);
        }
        Objects.requireNonNull(method, "method");
        maxLoad = Map.copyOf(maxLoad);
    }
}
