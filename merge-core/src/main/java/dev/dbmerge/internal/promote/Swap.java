package dev.dbmerge.internal.promote;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.capture.BinaryLogTail;
import dev.dbmerge.internal.catchup.CatchUp;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.SwapWay;
import dev.dbmerge.spec.Promotion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Swaps the targets of one server in for their live databases, all in one statement, in the one moment in which nothing that was written
 * is missing.
 */
public final class Swap {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final List<Part> parts;
    private final List<Changeover> changeovers;
    private final String names;
    private final Server server;
    private final Promotion terms;
    private final Consumer<String> notes;
    private int attempts;
    private Duration blocked = Duration.ZERO;
    private Duration longestBlocked = Duration.ZERO;

    /**
     * One database's part.
     *
     * @param promoter has prepared it
     * @param pursuit catches it up
     * @param tail of the live server's binary log
     */
    public record Part(Promoter promoter, Pursuit pursuit, CatchUp catchUp, BinaryLogTail tail) {}

    /**
     * Makes it.
     *
     * @param parts one or more, all on one server and swapped in one way
     * @param terms how long locks may take, and how often they are asked for
     */
    public Swap(List<Part> parts, Promotion terms, Consumer<String> notes) {
        this.parts = List.copyOf(parts);
        this.changeovers =
                parts.stream().map(part -> part.promoter().changeover()).toList();
        this.names = Changeover.names(changeovers);
        this.server = parts.get(0).promoter().server();
        this.terms = terms;
        this.notes = notes;
    }

    /** Gives how often the live tables were locked. */
    public int attempts() {
        return attempts;
    }

    /** Gives how long writers waited in the attempt that swapped. */
    public Duration blocked() {
        return blocked;
    }

    /** Gives the longest that writers waited in any attempt. */
    public Duration longestBlocked() {
        return longestBlocked;
    }

    /**
     * Locks, catches up with the rest and swaps; tries again where somebody was in the way.
     *
     * @throws MergeException when it cannot be done; nothing has changed then, unless its code is {@link ErrorCode#HALF_WAY}
     */
    public void run() {
        Duration pause = Duration.ofMillis(250);
        for (attempts = 1; attempts <= terms.attempts(); attempts++) {
            parts.forEach(part -> part.pursuit().closeIn());
            parts.forEach(part -> part.promoter().confirmStructure());
            parts.forEach(part -> part.promoter().raiseCounters());
            if (attempt()) {
                return;
            }
            notes.accept("The live tables could not be held still, attempt " + attempts + " of " + terms.attempts()
                    + blockers() + ".");
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        attempts = terms.attempts();
        throw new MergeException(
                ErrorCode.LOCK_WAIT,
                "The tables of " + names + " could not be held still in " + terms.attempts() + " attempts of "
                        + terms.lockWait().toMillis() + " ms each" + blockers() + ".",
                "End the transactions that stay open, or promote when fewer are; promote.lock-wait in the spec gives each"
                        + " attempt more time.");
    }

    /** Names transactions that have been open for long. */
    public static List<String> blockers(Session session, Duration age) {
        return Blockers.find(session, age);
    }

    private String blockers() {
        try (Session session = server.open()) {
            List<String> open = blockers(session, terms.lockWait());
            return open.isEmpty() ? "" : "; open for long: " + String.join(", ", open);
        }
    }

    private static void pause(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MergeException(ErrorCode.INTERRUPTED, "The run was interrupted.", "Run again when you like.", e);
        }
    }

    private boolean attempt() {
        try (Standoff standoff = standoff()) {
            long begun = System.nanoTime();
            try {
                return standoff.take() && swapped(standoff, begun);
            } finally {
                blocked = Duration.ofNanos(System.nanoTime() - begun);
                longestBlocked = blocked.compareTo(longestBlocked) > 0 ? blocked : longestBlocked;
            }
        }
    }

    private Standoff standoff() {
        List<Share> shares = parts.stream()
                .map(part -> part.promoter().share(part.catchUp()))
                .toList();
        Promoter first = parts.get(0).promoter();
        if (first.way() == SwapWay.LOCK_RENAME) {
            return new LockRename(server, shares, terms.lockWait());
        }
        return new Staircase(
                server,
                shares,
                terms.lockWait(),
                first.sentry() ? Staircase.Successor.RENAME : Staircase.Successor.LOCK_TABLES);
    }

    private boolean swapped(Standoff standoff, long begun) {
        parts.forEach(part -> part.pursuit().finish(standoff.worker()));
        parts.forEach(part -> part.promoter().raiseCounters(standoff.worker()));
        Duration held = Duration.ofNanos(System.nanoTime() - begun);
        if (held.compareTo(terms.budget()) > 0) {
            notes.accept("Writers had waited " + held.toMillis() + " ms, over the budget of "
                    + terms.budget().toMillis() + " ms, so they were let go.");
            return false;
        }
        if (!parts.stream().allMatch(part -> part.promoter().tablesAreThose())) {
            return false;
        }
        parts.forEach(part -> part.tail().until(part.promoter().previous()));
        parts.forEach(part -> part.promoter().swapping());
        boolean done;
        try {
            done = standoff.swap();
        } catch (MergeException e) {
            done = settle(e, standoff);
        }
        if (done) {
            parts.forEach(part -> part.promoter().hasSwapped());
        }
        return done;
    }

    /** Looks what became of a swap that was refused or whose answer was lost. */
    private boolean settle(MergeException e, Standoff standoff) {
        try (Session looking = server.open()) {
            new Endings(looking).end(standoff.sessions());
            return switch (Changeover.place(changeovers, looking)) {
                case AFTER -> true;
                case BEFORE -> throw e;
                case BETWEEN -> throw halfWay(looking, e);
            };
        }
    }

    private MergeException halfWay(Session looking, MergeException e) {
        return new MergeException(
                ErrorCode.HALF_WAY,
                "Some tables of " + names + " have changed over and others have not: " + e.problem(),
                "Run dbmerge recover, or by hand: " + String.join("; ", Changeover.mending(changeovers, looking)) + ";",
                e);
    }
}
