package dev.dbmerge.internal.run;

import dev.dbmerge.plan.CopyMethod;
import java.util.Objects;

/**
 * How a run uses its servers.
 *
 * @param threads how many sessions read, write, sort and sum at the same time
 * @param method the way in which rows are to travel
 */
public record Parallel(int threads, CopyMethod method) {
    private static final int MOST_BY_ITSELF = 8;

    /** As many as the machine has cores, up to 8, and the fastest way. */
    public static final Parallel DEFAULT =
            new Parallel(Math.min(MOST_BY_ITSELF, Runtime.getRuntime().availableProcessors()), CopyMethod.AUTO);

    public Parallel {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread: " + threads);
        }
        Objects.requireNonNull(method, "method");
    }
}
