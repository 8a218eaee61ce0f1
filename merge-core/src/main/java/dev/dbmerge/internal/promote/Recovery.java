package dev.dbmerge.internal.promote;

import dev.dbmerge.internal.journal.PromotionLog;
import dev.dbmerge.internal.journal.PromotionLog.Phase;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.server.NamedLock;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.RecoveryReport;
import dev.dbmerge.report.RecoveryReport.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends a promotion that stopped, by what exists: where the tables are tells whether the swap happened.
 *
 * <p>Sessions of the one that stopped have been ended before. What is done may be done twice, so that a recovery can be recovered.
 */
public final class Recovery {
    private final String name;
    private final Server server;

    /**
     * Makes it.
     *
     * @param name the spec's
     * @param server the target's
     */
    public Recovery(String name, Server server) {
        this.name = name;
        this.server = server;
    }

    /** Looks and ends it; where no promotion had stopped, nothing is done. */
    public RecoveryReport recover(String live) {
        try (Session session = server.open()) {
            PromotionLog log = new PromotionLog(session, server.schema());
            Optional<PromotionRecord> open = log.latest().filter(PromotionRecord::open);
            return open.map(promotion -> recover(promotion, log, session))
                    .orElseGet(() -> new RecoveryReport(name, live, "", End.NOTHING, List.of()));
        }
    }

    /** One promotion whose end is looked for. */
    private record Stopped(Server server, PromotionLog log, PromotionRecord promotion, Changeover changeover) {
        static Stopped of(Server server, PromotionLog log, PromotionRecord promotion) {
            return new Stopped(
                    server,
                    log,
                    promotion,
                    new Changeover(
                            promotion.live(),
                            server.schema(),
                            promotion.previous(),
                            log.statements(promotion.id(), Phase.OUT),
                            log.statements(promotion.id(), Phase.IN)));
        }

        void end(boolean happened, Session session) {
            Ending ending = new Ending(server, log, promotion);
            if (happened) {
                ending.makeMissing(Phase.NEW_TRIGGERS, session);
                ending.finish();
            } else {
                ending.makeMissing(Phase.LIVE_TRIGGERS, session);
                ending.undo(session);
            }
        }
    }

    private RecoveryReport recover(PromotionRecord promotion, PromotionLog log, Session session) {
        List<String> notes = new ArrayList<>();
        List<NamedLock> locks = new ArrayList<>();
        try {
            List<Stopped> all = new ArrayList<>(List.of(Stopped.of(server, log, promotion)));
            all.addAll(together(promotion, log, session, locks));
            all.forEach(one -> new Endings(session).endMoving(one.promotion().previous()));
            boolean happened = happened(all, session, notes);
            for (Stopped one : all) {
                if (one.promotion().open()) {
                    one.end(happened, session);
                    notes.add(
                            happened
                                    ? "The swap had happened: "
                                            + one.promotion().live() + " has the new tables."
                                    : "The swap had not happened: "
                                            + one.promotion().live() + " has the tables that it had.");
                }
            }
            if (!happened) {
                return new RecoveryReport(name, promotion.live(), "", End.UNDONE, notes);
            }
            notes.add(
                    "Whether a write slipped in between the lock and the swap was not looked at, since the promotion that"
                            + " followed the binary log is gone.");
            return new RecoveryReport(name, promotion.live(), promotion.previous(), End.FINISHED, notes);
        } finally {
            locks.forEach(NamedLock::close);
        }
    }

    /** Finds what was to be swapped in the same statement, and ends its sessions; what had not begun to be prepared is not there. */
    private List<Stopped> together(
            PromotionRecord promotion, PromotionLog log, Session session, List<NamedLock> locks) {
        List<Stopped> others = new ArrayList<>();
        for (String noted : log.statements(promotion.id(), Phase.TOGETHER)) {
            int blank = noted.indexOf(' ');
            String id = noted.substring(0, blank);
            Server other = server.sharedBy("target", noted.substring(blank + 1));
            NamedLock lock = NamedLock.take(other);
            locks.add(lock);
            lock.endOthers();
            PromotionLog theirs = new PromotionLog(session, other.schema());
            theirs.latest()
                    .filter(found -> found.id().equals(id))
                    .ifPresent(found -> others.add(Stopped.of(other, theirs, found)));
        }
        return others;
    }

    private static boolean happened(List<Stopped> all, Session session, List<String> notes) {
        List<Changeover> changeovers = all.stream().map(Stopped::changeover).toList();
        if (Changeover.place(changeovers, session) == Changeover.Place.BETWEEN) {
            List<String> renames = Changeover.mending(changeovers, session);
            renames.forEach(statement -> session.execute("put the tables together", statement));
            notes.add("The server had stopped in the middle of its RENAME, and " + renames.size()
                    + (renames.size() == 1 ? " table was" : " tables were") + " moved.");
        }
        return Changeover.place(changeovers, session) == Changeover.Place.AFTER;
    }
}
