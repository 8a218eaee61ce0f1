package dev.dbmerge.internal.promote;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.capture.BinaryLogTail;
import dev.dbmerge.internal.catchup.CatchUp;
import dev.dbmerge.internal.journal.PromotionLog;
import dev.dbmerge.internal.journal.PromotionLog.Phase;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.journal.PromotionRecord.State;
import dev.dbmerge.internal.schema.Fingerprint;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.SchemaReader;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.Step.CodeKind;
import dev.dbmerge.plan.SwapWay;
import dev.dbmerge.spec.Promotion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Swaps a target in for the live database, in the one moment in which nothing that was written is missing.
 *
 * <p>Whatever goes wrong before the swap is taken back; what happened to the tables is told by what exists, never by hope.
 */
public final class Promoter implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** So many sessions that each hold a table are not too many for a server. */
    private static final int MOST_HELD = 100;

    private final Server server;
    private final Schema live;
    private final Changeover changeover;
    private final CodeChange code;
    private final WayChoice way;
    private final Set<String> written;
    private final Promotion terms;
    private final PromotionLog log;
    private final PromotionRecord promotion;
    private final Session main;
    private final Consumer<String> notes;
    private int attempts;
    private boolean asked;
    private boolean swapped;
    private Duration blocked = Duration.ZERO;
    private Duration longestBlocked = Duration.ZERO;

    /**
     * Makes it; nothing is touched.
     *
     * @param server the live server as the target sees it
     * @param target the target's structure
     * @param statuses the status that each event is to have
     * @param written names of the live tables whose writers are held off
     * @param terms how long locks may take, and how often they are asked for
     */
    public Promoter(
            Server server,
            Schema live,
            Schema target,
            PromotionRecord promotion,
            WayChoice way,
            Map<String, String> statuses,
            Set<String> written,
            Promotion terms,
            Consumer<String> notes) {
        this.server = server;
        this.live = live;
        this.promotion = promotion;
        this.way = way;
        this.written = Set.copyOf(written);
        this.terms = terms;
        this.notes = notes;
        this.main = server.open();
        this.changeover = Changeover.of(live, target, promotion.previous());
        this.code = new CodeChange(main, live, target, promotion.previous(), statuses);
        this.log = new PromotionLog(main, target.name());
    }

    /** Tells whether the server was asked to swap; only then can the tables be other ones than before. */
    public boolean asked() {
        return asked;
    }

    /** Tells whether the tables are known to have been swapped, so that nothing may be taken back. */
    public boolean swapped() {
        return swapped;
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

    /** Gives the database that takes the live tables. */
    public String previous() {
        return promotion.previous();
    }

    /** Gives how many tables came. */
    public int tables() {
        return changeover.in().size();
    }

    /** Refuses what the chosen way cannot do. */
    public void admit() {
        if (sentry() && code.hasTriggers()) {
            throw new RefusedException(
                    ErrorCode.NOT_PROMOTABLE,
                    server.version() + " renames no table that has triggers into another database, and " + live.name()
                            + " or " + changeover.target() + " has some.",
                    "Take the triggers off both, and let a hook at after-swap make them.");
        }
    }

    /** Notes what is about to happen, makes room for what leaves, and takes off what would act meanwhile. */
    public void prepare() {
        Map<Phase, List<String>> statements = new EnumMap<>(Phase.class);
        List<String> undo = new ArrayList<>(code.undo());
        undo.addAll(Staircase.dropSentry(live.name()));
        statements.put(Phase.OUT, changeover.out());
        statements.put(Phase.IN, changeover.in());
        statements.put(Phase.UNDO, undo);
        statements.put(Phase.LIVE_TRIGGERS, code.makeLiveTriggers());
        statements.put(Phase.NEW_TRIGGERS, code.makeTriggers());
        List<String> finish = new ArrayList<>(code.makePreviousTriggers());
        finish.addAll(code.afterwards());
        finish.addAll(Staircase.dropSentry(live.name()));
        statements.put(Phase.FINISH, finish);
        log.begin(promotion, statements);
        List<String> now = new ArrayList<>(code.prepare());
        now.add("CREATE DATABASE " + Names.quote(promotion.previous()) + " CHARACTER SET " + live.charset()
                + " COLLATE " + live.collation());
        if (sentry()) {
            now.addAll(Staircase.makeSentry(live.name()));
        }
        now.forEach(statement -> main.execute("prepare the swap", statement));
        for (String table : changeover.in()) {
            main.execute(
                    "let the server know the new tables",
                    "ANALYZE " + (server.version().mysqlAtLeast(5, 7, 0) ? "NO_WRITE_TO_BINLOG" : "LOCAL") + " TABLE "
                            + Names.quote(changeover.target(), table));
        }
    }

    /** Returns when all that the binary log has is visible to everybody. */
    public void pulse() {
        log.pulse(promotion.id());
    }

    /** Gives the database that holds a swap back while it is prepared. */
    public static String sentryOf(String live) {
        return Staircase.sentry(live);
    }

    private boolean sentry() {
        return way.way() == SwapWay.STAIRCASE && !server.version().mysqlAtLeast(8, 0, 13);
    }

    /**
     * Locks, catches up with the rest and swaps; tries again where somebody was in the way.
     *
     * @throws MergeException when it cannot be done; nothing has changed then, unless its code is {@link ErrorCode#HALF_WAY}
     */
    public void swap(Pursuit pursuit, CatchUp catchUp, BinaryLogTail tail) {
        Duration pause = Duration.ofMillis(250);
        for (attempts = 1; attempts <= terms.attempts(); attempts++) {
            pursuit.closeIn();
            confirmStructure();
            Counters.raising(main, changeover)
                    .forEach(statement -> main.execute("raise a counter to the live one", statement));
            if (attempt(pursuit, catchUp, tail)) {
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
                "The tables of " + live.name() + " could not be held still in " + terms.attempts() + " attempts of "
                        + terms.lockWait().toMillis() + " ms each" + blockers() + ".",
                "End the transactions that stay open, or promote when fewer are; promote.lock-wait in the spec gives each"
                        + " attempt more time.");
    }

    /** Looks whether the live tables are still those that were read; while they are locked nobody can alter them. */
    private void confirmStructure() {
        Schema now = SchemaReader.read(main, live.name());
        Set<String> changed = new TreeSet<>(now.tables().keySet());
        changed.addAll(live.tables().keySet());
        changed.removeIf(name -> form(now, name).equals(form(live, name)));
        Set<String> triggers = triggers(now);
        if (!changed.isEmpty() || !triggers.equals(triggers(live))) {
            throw new RefusedException(
                    ErrorCode.SOURCE_CHANGED,
                    changed.isEmpty()
                            ? "The triggers of " + live.name() + " were changed since the promotion began."
                            : "The definition of " + live.name() + "'s " + String.join(", ", changed)
                                    + " was changed since the promotion began.",
                    "Plan and run again, then promote.");
        }
    }

    private static String form(Schema schema, String table) {
        return schema.table(table)
                .map(found -> Fingerprint.ofTable(found.createSql()))
                .orElse("");
    }

    private static Set<String> triggers(Schema schema) {
        return schema.code().stream()
                .filter(object -> object.kind() == CodeKind.TRIGGERS)
                .map(trigger -> trigger.name() + " " + trigger.createSql())
                .collect(Collectors.toSet());
    }

    /** Names transactions that have been open for long. */
    public static List<String> blockers(Session session, Duration age) {
        return Blockers.find(session, age);
    }

    private String blockers() {
        List<String> open = blockers(main, terms.lockWait());
        return open.isEmpty() ? "" : "; open for long: " + String.join(", ", open);
    }

    private static void pause(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MergeException(ErrorCode.INTERRUPTED, "The run was interrupted.", "Run again when you like.", e);
        }
    }

    private boolean attempt(Pursuit pursuit, CatchUp catchUp, BinaryLogTail tail) {
        try (Standoff standoff = standoff(catchUp)) {
            long begun = System.nanoTime();
            try {
                return standoff.take() && swapped(standoff, pursuit, tail, begun);
            } finally {
                blocked = Duration.ofNanos(System.nanoTime() - begun);
                longestBlocked = blocked.compareTo(longestBlocked) > 0 ? blocked : longestBlocked;
            }
        }
    }

    private boolean swapped(Standoff standoff, Pursuit pursuit, BinaryLogTail tail, long begun) {
        pursuit.finish(standoff.worker());
        Counters.raising(main, changeover)
                .forEach(statement -> standoff.worker().execute("raise a counter to the live one", statement));
        Duration held = Duration.ofNanos(System.nanoTime() - begun);
        if (held.compareTo(terms.budget()) > 0) {
            notes.accept("Writers had waited " + held.toMillis() + " ms, over the budget of "
                    + terms.budget().toMillis() + " ms, so they were let go.");
            return false;
        }
        Set<String> there = new TreeSet<>(Changeover.tables(main, live.name()));
        if (!there.equals(new TreeSet<>(changeover.out()))) {
            return false;
        }
        tail.until(changeover.previous());
        log.state(promotion.id(), State.SWAPPING);
        asked = true;
        boolean done;
        try {
            done = standoff.swap();
        } catch (MergeException e) {
            done = settle(e, standoff);
        }
        if (done) {
            swapped = true;
            log.state(promotion.id(), State.SWAPPED);
        }
        return done;
    }

    /** Looks what became of a swap that was refused or whose answer was lost. */
    private boolean settle(MergeException e, Standoff standoff) {
        try (Session looking = server.open()) {
            new Endings(looking).end(standoff.sessions());
            return switch (changeover.place(looking)) {
                case AFTER -> true;
                case BEFORE -> throw e;
                case BETWEEN -> throw halfWay(looking, e);
            };
        }
    }

    private MergeException halfWay(Session looking, MergeException e) {
        return new MergeException(
                ErrorCode.HALF_WAY,
                "Some tables of " + live.name() + " have changed over and others have not: " + e.problem(),
                "Run dbmerge recover, or by hand: " + String.join("; ", changeover.mending(looking)) + ";",
                e);
    }

    private Standoff standoff(CatchUp catchUp) {
        if (way.way() == SwapWay.LOCK_RENAME) {
            return new LockRename(server, changeover, code, catchUp.lockedNames(), terms.lockWait());
        }
        Set<String> held = changeover.out().size() <= MOST_HELD ? live.tables().keySet() : written;
        return new Staircase(
                server,
                changeover,
                code,
                held,
                terms.lockWait(),
                sentry() ? Staircase.Successor.RENAME : Staircase.Successor.LOCK_TABLES);
    }

    /** Takes back what {@link #prepare} did; for a promotion that did not swap. */
    public void undo() {
        if (asked && changeover.place(main) != Changeover.Place.BEFORE) {
            throw new MergeException(
                    ErrorCode.HALF_WAY,
                    "Tables of " + live.name() + " have changed over already.",
                    "Run dbmerge recover, which finishes what follows.");
        }
        new Ending(server, log, promotion).undo(main);
    }

    /** Does what follows the swap: triggers of the previous tables, routines, views, events. */
    public void finish() {
        new Ending(server, log, promotion).finish();
    }

    /** Asks every view of the live database for its columns; gives what is wrong, a sentence each. */
    public List<String> brokenViews() {
        List<String> broken = new ArrayList<>();
        for (String view : code.views()) {
            try {
                main.fetchAllPlain(
                        "look at the view " + view, "SELECT * FROM " + Names.quote(live.name(), view) + " LIMIT 0");
            } catch (MergeException e) {
                broken.add("The view " + view + " does not work: " + e.problem());
            }
        }
        return broken;
    }

    @Override
    public void close() {
        main.close();
    }
}
