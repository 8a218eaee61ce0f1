package dev.dbmerge.event;

import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.TablePlan;
import dev.dbmerge.plan.TablePlan.Origin;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells from the rows that moved in the last ten seconds how fast a step is, and how long the rows of all tables still take; for one thread. */
public final class Pace {
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long SURE_NANOS = Duration.ofSeconds(1).toNanos();

    /** Samples that are nearer to each other say nothing more. */
    private static final long GRAIN_NANOS = Duration.ofMillis(100).toNanos();

    private final OptionalLong all;
    private final Map<Step, Window> steps = new HashMap<>();
    private final Window whole = new Window();
    private long moved;

    /**
     * Makes it.
     *
     * @param all rows that come into the tables; empty where not known
     */
    public Pace(OptionalLong all) {
        this.all = all;
    }

    /** Gives that of a plan; how long it takes is unknown where the plan does not know the rows of a table. */
    public static Pace of(MergePlan plan) {
        List<Optional<RowCount>> counts = plan.tables().stream()
                .filter(table -> table.origin() != Origin.LEFT_BEHIND)
                .map(TablePlan::result)
                .toList();
        return new Pace(
                counts.stream().allMatch(Optional::isPresent)
                        ? OptionalLong.of(counts.stream()
                                .mapToLong(count -> count.orElseThrow().rows())
                                .sum())
                        : OptionalLong.empty());
    }

    /**
     * Notes how many rows of a step have moved; rows that do not come into a table of the target are not among all.
     *
     * @param rows so far
     */
    public void at(Step step, long rows, long nanos) {
        Window window = steps.computeIfAbsent(step, key -> new Window());
        if (step instanceof Step.CopyTable || step instanceof Step.KeepRows || step instanceof Step.OverlayTable) {
            moved += rows - window.last();
            whole.add(moved, nanos);
        }
        window.add(rows, nanos);
    }

    /** Gives the rows of a step a second; empty where nothing moved lately, or too little time went by. */
    public OptionalLong perSecond(Step step, long nanos) {
        long rate = Math.round(steps.getOrDefault(step, new Window()).perSecond(nanos));
        return rate > 0 ? OptionalLong.of(rate) : OptionalLong.empty();
    }

    /** Gives the time that the rows of all tables still need; empty where nobody can say. */
    public Optional<Duration> left(long nanos) {
        double rate = whole.perSecond(nanos);
        if (rate <= 0 || all.isEmpty() || moved >= all.getAsLong()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Math.round(1000 * (all.getAsLong() - moved) / rate)));
    }

    /** What moved in the last seconds. */
    private static final class Window {
        private final Deque<Sample> samples = new ArrayDeque<>();
        private Sample newest = new Sample(0, 0);

        private record Sample(long rows, long nanos) {}

        long last() {
            return newest.rows();
        }

        void add(long rows, long nanos) {
            newest = new Sample(rows, nanos);
            if (samples.isEmpty() || nanos - samples.getLast().nanos() >= GRAIN_NANOS) {
                samples.addLast(newest);
            }
        }

        double perSecond(long nanos) {
            while (samples.size() > 1 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
                samples.removeFirst();
            }
            if (samples.isEmpty() || nanos - newest.nanos() > WINDOW_NANOS) {
                return 0;
            }
            long took = nanos - samples.getFirst().nanos();
            return took < SURE_NANOS
                    ? 0
                    : 1e9 * (newest.rows() - samples.getFirst().rows()) / took;
        }
    }
}
