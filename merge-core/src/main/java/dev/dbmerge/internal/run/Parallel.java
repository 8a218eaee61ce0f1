package dev.dbmerge.internal.run;

import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.verify.TargetSums;
import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.plan.Verification;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.TableDecision;
import dev.dbmerge.spec.TableDecision.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How a run uses its servers.
 *
 * @param threads how many sessions read, write, sort and sum at the same time; empty where the number of rows decides
 * @param method the way in which rows are to travel
 * @param maxLoad by the name of a status variable of a source's server, the value up to which the copy goes on
 * @param verification how it compares the copies with their sources
 */
public record Parallel(OptionalInt threads, CopyMethod method, Map<String, Long> maxLoad, Verification verification) {
    private static final int MOST_BY_ITSELF = 8;

    /** Rows that one session copies before several have come together. */
    private static final long FEW_ROWS = 20_000;

    /** What nobody asked to be otherwise. */
    public static final Parallel DEFAULT =
            new Parallel(OptionalInt.empty(), CopyMethod.AUTO, Map.of(), Verification.FULL);

    public Parallel {
        if (threads.orElse(1) < 1) {
            throw new IllegalArgumentException("at least one thread: " + threads);
        }
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(verification, "verification");
        maxLoad = Map.copyOf(maxLoad);
    }

    /** Sums tables of a target, by their names, with as many sessions as work at their rows. */
    Map<String, RowSum> sums(Server target, Schema made, Collection<String> tables) {
        long rows = tables.stream()
                .mapToLong(name -> made.table(name).orElseThrow().estimatedRows())
                .sum();
        return with(target, rows, sessions -> TargetSums.of(made, tables, sessions));
    }

    /**
     * Tells of a table of the target whether its rows are summed for the comparison.
     *
     * <p>Rows that keep some of production's columns are tied to both sources by sums, whatever else is wanted.
     */
    Predicate<String> summed(MergeSpec spec) {
        Set<String> kept = spec.tables().values().stream()
                .filter(decision -> decision.content() == Content.KEEP_PRODUCTION)
                .map(TableDecision::table)
                .collect(Collectors.toSet());
        return switch (verification) {
            case FULL -> name -> true;
            case OVERLAY -> name -> spec.overlay().containsKey(name) || kept.contains(name);
            case COUNTS -> kept::contains;
        };
    }

    /** Says in a sentence what a comparison leaves out that is not the full one. */
    Optional<String> less() {
        return switch (verification) {
            case FULL -> Optional.empty();
            case OVERLAY ->
                Optional.of("Only tables with production's rows were summed and compared with their source, as asked;"
                        + " the rows of the others were counted.");
            case COUNTS ->
                Optional.of("The rows of the copy were counted and not compared with their source, as asked.");
        };
    }

    /** Says in a clause what the comparison showed that found no difference. */
    String equality() {
        return switch (verification) {
            case FULL -> "equal to its source";
            case OVERLAY -> "with as many rows as its source, those with production's rows equal to it";
            case COUNTS -> "with as many rows as its source";
        };
    }

    /** Gives the same with another number of sessions. */
    public Parallel withThreads(int count) {
        return new Parallel(OptionalInt.of(count), method, maxLoad, verification);
    }

    /** Gives the same with another way for rows. */
    public Parallel withMethod(CopyMethod other) {
        return new Parallel(threads, other, maxLoad, verification);
    }

    /** Gives the same with other limits. */
    public Parallel withMaxLoad(Map<String, Long> most) {
        return new Parallel(threads, method, most, verification);
    }

    /** Gives the same with another comparison. */
    public Parallel withVerification(Verification other) {
        return new Parallel(threads, method, maxLoad, other);
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
    public int sessions(long rows) {
        return threads.orElseGet(() -> rows < FEW_ROWS
                ? 1
                : Math.min(MOST_BY_ITSELF, Runtime.getRuntime().availableProcessors()));
    }
}
