package dev.dbmerge.internal.journal;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Notes in the target's journal how far a promotion is, and with which statements it is finished or undone.
 *
 * <p>Each write is committed by itself. The session must hold no table locks.
 */
public final class PromotionLog {
    static final String PROMOTION_TABLE = Schema.JOURNAL_PREFIX + "promotion";
    static final String MOVE_TABLE = Schema.JOURNAL_PREFIX + "move";
    static final String EVENT_TABLE = Schema.JOURNAL_PREFIX + "event";

    private final Session session;
    private final String schema;

    /** Makes it for a target whose journal has the tables. */
    public PromotionLog(Session session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    /** What is noted of a promotion: statements, and names of tables. */
    public enum Phase {
        /** Names of the live tables that leave. */
        OUT,
        /** Names of the target's tables that come. */
        IN,
        /** What is swapped in the same statement, each as its promotion's id, a blank and its target's schema. */
        TOGETHER,
        /** They take back what was prepared; none of them minds being run twice. */
        UNDO,
        /** They make the live database's triggers again, which are off while its tables leave. */
        LIVE_TRIGGERS,
        /** They make the triggers of the tables that have come. */
        NEW_TRIGGERS,
        /** They finish what follows the swap; none of them minds being run twice. */
        FINISH
    }

    /** Makes its tables in a database that has no journal of a run. */
    public void makeTables() {
        session.in(schema, () -> {
            for (String statement : Journal.statements()) {
                if (statement.contains(" " + PROMOTION_TABLE + " ") || statement.contains(" " + MOVE_TABLE + " ")) {
                    session.execute(
                            "make the journal of a rollback",
                            statement.replaceFirst("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS "));
                }
            }
            return 0;
        });
    }

    /** Notes a promotion that begins, with the statements that undo and finish it. */
    public void begin(PromotionRecord promotion, Map<Phase, List<String>> statements) {
        statements.forEach((phase, list) -> {
            for (int i = 0; i < list.size(); i++) {
                write(
                        "note a statement of the promotion",
                        "INSERT INTO " + table(MOVE_TABLE) + " VALUES (?, ?, ?, ?)",
                        promotion.id(),
                        phase.name(),
                        i,
                        list.get(i));
            }
        });
        write(
                "note that the promotion begins",
                "INSERT INTO " + table(PROMOTION_TABLE)
                        + " (promotion_id, run_id, live, previous, way, state, started_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))",
                promotion.id(),
                promotion.runId(),
                promotion.live(),
                promotion.previous(),
                promotion.way(),
                promotion.state().name());
    }

    /** Notes how far a promotion is. */
    public void state(String promotionId, PromotionRecord.State state) {
        boolean ended = state == PromotionRecord.State.DONE || state == PromotionRecord.State.UNDONE;
        write(
                "note how far the promotion is",
                "UPDATE " + table(PROMOTION_TABLE) + " SET state = ?" + (ended ? ", ended_at = UTC_TIMESTAMP(6)" : "")
                        + " WHERE promotion_id = ?",
                state.name(),
                promotionId);
    }

    /**
     * Commits something. Servers commit in the order of the binary log, so what stood there before is visible afterwards; a
     * transaction is in the log a moment before others see it.
     */
    public void pulse(String promotionId) {
        write(
                "wait for what the binary log has",
                "UPDATE " + table(PROMOTION_TABLE) + " SET pulse = pulse + 1 WHERE promotion_id = ?",
                promotionId);
    }

    /** Gives the latest promotion; empty where there was none, or the journal is of a version that knew none. */
    public Optional<PromotionRecord> latest() {
        boolean there = session.number(
                        "look for a promotion",
                        "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = " + Names.literal(schema)
                                + " AND TABLE_NAME = " + Names.literal(PROMOTION_TABLE))
                == 1;
        return there
                ? session
                        .fetch(
                                "read the promotion",
                                "SELECT promotion_id, run_id, live, previous, way, state FROM " + table(PROMOTION_TABLE)
                                        + " ORDER BY started_at DESC, promotion_id LIMIT 1")
                        .stream()
                        .findFirst()
                        .map(row -> new PromotionRecord(
                                row.get(0, String.class),
                                row.get(1, String.class),
                                row.get(2, String.class),
                                row.get(3, String.class),
                                row.get(4, String.class),
                                PromotionRecord.State.valueOf(row.get(5, String.class))))
                : Optional.empty();
    }

    /** Gives the statements of a promotion for one phase, in their order. */
    public List<String> statements(String promotionId, Phase phase) {
        return session.fetch(
                        "read the statements of the promotion",
                        "SELECT statement FROM " + table(MOVE_TABLE)
                                + " WHERE promotion_id = ? AND phase = ? ORDER BY number",
                        promotionId,
                        phase.name())
                .map(row -> row.get(0, String.class));
    }

    /** Notes the status that each event has in staging, which it is to have once it is live. */
    public void events(Map<String, String> statuses) {
        write("forget the events", "DELETE FROM " + table(EVENT_TABLE));
        statuses.forEach((name, status) ->
                write("note an event", "INSERT INTO " + table(EVENT_TABLE) + " VALUES (?, ?)", name, status));
    }

    /** Gives the status that each event is to have. */
    public Map<String, String> events() {
        Map<String, String> statuses = new TreeMap<>();
        session.fetch("read the events", "SELECT name, status FROM " + table(EVENT_TABLE))
                .forEach(row -> statuses.put(row.get(0, String.class), row.get(1, String.class)));
        return statuses;
    }

    private String table(String name) {
        return Names.quote(schema, name);
    }

    private void write(String doing, String sql, Object... bindings) {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            for (int i = 0; i < bindings.length; i++) {
                statement.setObject(i + 1, bindings[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }
}
