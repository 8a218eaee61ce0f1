package dev.dbmerge.internal.promote;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Prepares the swap of one database, takes back what was prepared, and does what follows the swap, which is {@link Swap}'s.
 *
 * <p>Whatever goes wrong before the swap is taken back; what happened to the tables is told by what exists, never by hope.
 */
public final class Promoter implements AutoCloseable {
    /** So many sessions that each hold a table are not too many for a server. */
    private static final int MOST_HELD = 100;

    private final Server server;
    private final Schema live;
    private final Changeover changeover;
    private final CodeChange code;
    private final WayChoice way;
    private final Set<String> written;
    private final PromotionLog log;
    private final PromotionRecord promotion;
    private final Session main;
    private boolean asked;
    private boolean swapped;

    /**
     * Makes it; nothing is touched.
     *
     * @param server the live server as the target sees it
     * @param target the target's structure
     * @param statuses the status that each event is to have
     * @param written names of the live tables whose writers are held off
     */
    public Promoter(
            Server server,
            Schema live,
            Schema target,
            PromotionRecord promotion,
            WayChoice way,
            Map<String, String> statuses,
            Set<String> written) {
        this.server = server;
        this.live = live;
        this.promotion = promotion;
        this.way = way;
        this.written = Set.copyOf(written);
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

    /** Prepares a swap of this database alone. */
    public void prepare() {
        prepare(List.of());
    }

    /**
     * Notes what is about to happen, makes room for what leaves, and takes off what would act meanwhile.
     *
     * @param others what is swapped in the same statement
     */
    public void prepare(List<Promoter> others) {
        Map<Phase, List<String>> statements = new EnumMap<>(Phase.class);
        List<String> undo = new ArrayList<>(code.undo());
        undo.addAll(Staircase.dropSentry(live.name()));
        statements.put(Phase.OUT, changeover.out());
        statements.put(Phase.IN, changeover.in());
        statements.put(
                Phase.TOGETHER,
                others.stream()
                        .map(other -> other.promotion.id() + " " + other.changeover.target())
                        .toList());
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

    boolean sentry() {
        return way.way() == SwapWay.STAIRCASE && !server.version().mysqlAtLeast(8, 0, 13);
    }

    /** Looks whether the live tables are still those that were read; while they are locked nobody can alter them. */
    void confirmStructure() {
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

    /** Gives this database's share in a swap. */
    Share share(CatchUp catchUp) {
        Set<String> held = changeover.out().size() <= MOST_HELD ? live.tables().keySet() : written;
        return new Share(changeover, code, held, catchUp.lockedNames());
    }

    SwapWay way() {
        return way.way();
    }

    Server server() {
        return server;
    }

    Changeover changeover() {
        return changeover;
    }

    /** Keeps AUTO_INCREMENT of what comes from falling behind; {@code session} may hold locks. */
    void raiseCounters(Session session) {
        Counters.raising(main, changeover)
                .forEach(statement -> session.execute("raise a counter to the live one", statement));
    }

    /** Does so while nothing is locked. */
    void raiseCounters() {
        raiseCounters(main);
    }

    /** Tells whether the live database has the tables that it had; one may have been made meanwhile. */
    boolean tablesAreThose() {
        return new TreeSet<>(Changeover.tables(main, live.name())).equals(new TreeSet<>(changeover.out()));
    }

    /** Notes that the server is asked to swap from here on. */
    void swapping() {
        log.state(promotion.id(), State.SWAPPING);
        asked = true;
    }

    /** Notes that the tables have changed over. */
    void hasSwapped() {
        swapped = true;
        log.state(promotion.id(), State.SWAPPED);
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
