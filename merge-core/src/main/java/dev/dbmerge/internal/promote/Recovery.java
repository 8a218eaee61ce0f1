package dev.dbmerge.internal.promote;

import dev.dbmerge.internal.journal.PromotionLog;
import dev.dbmerge.internal.journal.PromotionLog.Phase;
import dev.dbmerge.internal.journal.PromotionRecord;
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

    private RecoveryReport recover(PromotionRecord promotion, PromotionLog log, Session session) {
        List<String> notes = new ArrayList<>();
        new Endings(session).endMoving(promotion.previous());
        Changeover changeover = new Changeover(
                promotion.live(),
                server.schema(),
                promotion.previous(),
                log.statements(promotion.id(), Phase.OUT),
                log.statements(promotion.id(), Phase.IN));
        Changeover.Place place = changeover.place(session);
        if (place == Changeover.Place.BETWEEN) {
            List<String> renames = changeover.mending(session);
            renames.forEach(statement -> session.execute("put the tables together", statement));
            notes.add("The server had stopped in the middle of its RENAME, and " + renames.size()
                    + (renames.size() == 1 ? " table was" : " tables were") + " moved.");
            place = changeover.place(session);
        }
        Ending ending = new Ending(server, log, promotion);
        if (place == Changeover.Place.AFTER) {
            ending.makeMissing(Phase.NEW_TRIGGERS, session);
            ending.finish();
            notes.add("The swap had happened: " + promotion.live() + " has the new tables.");
            notes.add(
                    "Whether a write slipped in between the lock and the swap was not looked at, since the promotion that"
                            + " followed the binary log is gone.");
            return new RecoveryReport(name, promotion.live(), promotion.previous(), End.FINISHED, notes);
        }
        ending.makeMissing(Phase.LIVE_TRIGGERS, session);
        ending.undo(session);
        notes.add("The swap had not happened: " + promotion.live() + " has the tables that it had.");
        return new RecoveryReport(name, promotion.live(), "", End.UNDONE, notes);
    }
}
