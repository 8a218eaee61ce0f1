package dev.dbmerge.internal.promote;

import dev.dbmerge.internal.journal.PromotionLog;
import dev.dbmerge.internal.journal.PromotionLog.Phase;
import dev.dbmerge.internal.journal.PromotionRecord;
import dev.dbmerge.internal.journal.PromotionRecord.State;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import java.util.List;

/** Ends a promotion by the statements that its journal has: takes it back, or does what follows the swap. */
final class Ending {
    private final Server server;
    private final PromotionLog log;
    private final PromotionRecord promotion;

    Ending(Server server, PromotionLog log, PromotionRecord promotion) {
        this.server = server;
        this.log = log;
        this.promotion = promotion;
    }

    /** Takes back what was prepared; the tables are where they were. */
    void undo(Session session) {
        run(Phase.UNDO, "take back what was prepared");
        dropEmpty(session);
        log.state(promotion.id(), State.UNDONE);
    }

    /** Does what follows the swap. */
    void finish() {
        run(Phase.FINISH, "finish the promotion");
        log.state(promotion.id(), State.DONE);
    }

    /** Drops the database that was made for the live tables; never one that has any. */
    private void dropEmpty(Session session) {
        boolean empty = Changeover.tables(session, promotion.previous()).stream()
                .allMatch(name -> name.startsWith(Schema.JOURNAL_PREFIX));
        if (empty) {
            session.execute(
                    "drop the database that was to keep the live tables",
                    "DROP DATABASE IF EXISTS " + Names.quote(promotion.previous()));
        }
    }

    /** Makes triggers of the live database where one of them is missing; a crash may come between the dropping and the making. */
    void makeMissing(Phase triggers, Session session) {
        List<String> statements = log.statements(promotion.id(), triggers);
        long wanted = statements.stream()
                .filter(sql -> sql.startsWith("DROP TRIGGER"))
                .count();
        long there = session.number(
                "count the triggers of " + promotion.live(),
                "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = "
                        + Names.literal(promotion.live()));
        if (there < wanted) {
            run(triggers, "make the triggers again");
        }
    }

    /** Statements set the session they run in, so they have one of their own. */
    private void run(Phase phase, String doing) {
        try (Session session = server.open()) {
            log.statements(promotion.id(), phase).forEach(statement -> session.execute(doing, statement));
        }
    }
}
