package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.planner.CostReader.Side;
import dev.dbmerge.internal.planner.ReadProbe.Timing;
import dev.dbmerge.plan.Cost.CopiedTable;
import dev.dbmerge.plan.Cost.Estimate;
import dev.dbmerge.plan.Cost.Hold;
import dev.dbmerge.plan.RuleForecast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Computes from a few timed rows how long a run may last, and says how its sources are held meanwhile; pure. */
final class CostEstimate {
    /** Reading, sending, storing and indexing a row, in times of reading it; measured, see docs/cost.md. */
    private static final double COPY = 1.5;

    /** Summing it on both sides. */
    private static final double COMPARE = 0.5;

    /** Finding, archiving and removing or changing it by a rule, and proving that. */
    private static final double RULE = 1.5;

    /** To make a table, its indexes and what the journal notes of it. */
    private static final Duration TABLE = Duration.ofMillis(100);

    private final List<RuleForecast> rules;
    private final Side staging;
    private final Side production;

    CostEstimate(List<RuleForecast> rules, Side staging, Side production) {
        this.rules = rules;
        this.staging = staging;
        this.production = production;
    }

    /** Gives the estimate; empty where a side that has rows could not be timed. */
    Optional<Estimate> estimate() {
        Optional<Duration> ours = reading(staging);
        Optional<Duration> theirs = reading(production);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        Duration reading = ours.get().plus(theirs.get());
        int tables = staging.copied().size() + production.copied().size();
        Duration fixed = TABLE.multipliedBy(tables);
        return Optional.of(new Estimate(
                times(reading, COPY).plus(fixed),
                times(reading, COPY + COMPARE).plus(fixed).plus(cleanup()),
                basis()));
    }

    /** A rule whose rows are counted in the run only adds nothing. */
    private Duration cleanup() {
        double nanos = 0;
        for (RuleForecast rule : rules) {
            for (Side side : List.of(staging, production)) {
                nanos += rule.rows().orElse(0)
                        * RULE
                        * Optional.ofNullable(side.timings().get(rule.table()))
                                .map(Timing::nanosOfARow)
                                .orElse(0.0);
            }
        }
        return Duration.ofNanos((long) nanos);
    }

    private String basis() {
        String rates = Stream.of(staging, production)
                .filter(side -> !side.timings().isEmpty())
                .map(side -> side.role() + " gave " + rate(side) + " a second")
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s when the first rows of its largest tables were read; copying a row is taken for %.1f times that,"
                        + " comparing it for %.1f, cleaning it up for %.1f, and making a table for %.1f s",
                rates,
                COPY,
                COMPARE,
                RULE,
                TABLE.toMillis() / 1000.0);
    }

    private static String rate(Side side) {
        long bytes = side.timings().values().stream().mapToLong(Timing::bytes).sum();
        double seconds = time(side).toNanos() / 1e9;
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6 / Math.max(seconds, 1e-6));
    }

    private static Duration time(Side side) {
        return side.timings().values().stream().map(Timing::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** A table that was not timed is taken to be read as fast, byte by byte, as those that were. */
    private static Optional<Duration> reading(Side side) {
        if (side.copied().stream().allMatch(table -> table.rows() == 0)) {
            return Optional.of(Duration.ZERO);
        }
        long rows = side.timings().values().stream().mapToLong(Timing::rows).sum();
        if (rows == 0) {
            return Optional.empty();
        }
        double timedBytes = side.copied().stream()
                .filter(table -> side.timings().containsKey(table.table()))
                .mapToDouble(table -> share(table, side.timings().get(table.table())))
                .sum();
        double nanosOfAByte = time(side).toNanos() / Math.max(1, timedBytes);
        double nanos = 0;
        for (CopiedTable table : side.copied()) {
            Timing timing = side.timings().get(table.table());
            nanos += timing == null || timing.rows() == 0
                    ? table.bytes() * nanosOfAByte
                    : (double) timing.time().toNanos() / timing.rows() * table.rows();
        }
        return Optional.of(Duration.ofNanos((long) nanos));
    }

    /** What the rows that were timed weigh in the catalogue's bytes. */
    private static double share(CopiedTable table, Timing timing) {
        return table.rows() == 0 ? 0 : (double) table.bytes() * Math.min(1, (double) timing.rows() / table.rows());
    }

    /** Says how each source that is read is held. */
    List<Hold> holds() {
        List<Hold> holds = new ArrayList<>();
        hold(staging).ifPresent(holds::add);
        hold(production).ifPresent(holds::add);
        return holds;
    }

    private static Optional<Hold> hold(Side side) {
        if (side.copied().isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> time = reading(side)
                .map(reading -> times(reading, COPY)
                        .plus(TABLE.multipliedBy(side.copied().size())));
        return Optional.of(new Hold(side.role(), side.locked(), time, effect(side)));
    }

    private static String effect(Side side) {
        return switch (side.consistency()) {
            case QUIET -> "nothing is locked, since the spec promises that nobody writes";
            case LOCK ->
                "its tables are locked against writes: readers go on, writers wait until all of them are copied";
            case SNAPSHOT ->
                side.locked().isEmpty()
                        ? "writers wait for some milliseconds while the snapshot opens and then go on; the server keeps old rows"
                                + " for it meanwhile"
                        : "writers of the tables without transactions wait until all tables are copied, others for some"
                                + " milliseconds while the snapshot opens: "
                                + String.join(", ", side.locked());
        };
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
