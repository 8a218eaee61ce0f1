package dev.dbmerge.cli;

import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells from the rows that moved in the last ten seconds how long the others will take. */
final class Pace {
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long SURE_NANOS = Duration.ofSeconds(2).toNanos();

    private final long all;
    private final Map<Step, Long> rows = new HashMap<>();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long moved;

    private record Sample(long nanos, long moved) {}

    /**
     * Makes it.
     *
     * @param all rows that the run will move; 0 where not known
     */
    Pace(long all) {
        this.all = all;
    }

    /** Gives that of a plan; unknown where one of its tables is of unknown size. */
    static Pace of(MergePlan plan) {
        boolean known = plan.tables().stream().allMatch(table -> table.result().isPresent());
        return new Pace(
                known
                        ? plan.tables().stream()
                                .mapToLong(table -> table.result().orElseThrow().rows())
                                .sum()
                        : 0);
    }

    /** Notes how many rows of a step have moved. */
    void at(Step step, long now, long nanos) {
        moved += now - rows.getOrDefault(step, 0L);
        rows.put(step, now);
        samples.add(new Sample(nanos, moved));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /** Gives the time that the rows still need; empty where nobody can say. */
    Optional<Duration> left(long nanos) {
        if (all == 0 || moved >= all || samples.isEmpty()) {
            return Optional.empty();
        }
        Sample first = samples.getFirst();
        long time = nanos - first.nanos();
        long rowsThen = moved - first.moved();
        return time < SURE_NANOS || rowsThen <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos((long) ((all - moved) * ((double) time / rowsThen))));
    }
}
