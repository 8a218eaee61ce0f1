package dev.dbmerge.internal.journal;

import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;

/** Notes the ranges in which tables were filled, each in the transaction of its rows. */
public final class ChunkLog {
    private final String table;

    /**
     * Makes the log; nothing is asked.
     *
     * @param schema the target's, which has a journal
     */
    public ChunkLog(String schema) {
        this.table = Names.quote(schema, Journal.CHUNK_TABLE);
    }

    /**
     * Notes a range.
     *
     * @param writer the session that writes the rows, in its transaction
     * @param number counts the ranges of a step
     * @param range SQL condition; empty text where it is the whole table
     * @param sum of the source's rows
     */
    public void note(Session writer, String stepId, int number, String range, RowSum sum) {
        writer.execute(
                "note a range of " + stepId,
                "INSERT INTO " + table + " (step_id, chunk, key_range, row_count, source_sum) VALUES ("
                        + Names.literal(stepId) + ", " + number + ", " + Names.literal(range) + ", " + sum.rows()
                        + ", '" + sum.sum() + "')");
    }

    /** Tells whether a range was noted. */
    public boolean has(Session session, String stepId, int number) {
        return session.number(
                        "look for a range of " + stepId,
                        "SELECT COUNT(*) FROM " + table + " WHERE step_id = " + Names.literal(stepId) + " AND chunk = "
                                + number)
                == 1;
    }

    /** Forgets the ranges of a step that begins. */
    public void forget(Session session, String stepId) {
        session.execute(
                "forget the ranges of " + stepId, "DELETE FROM " + table + " WHERE step_id = " + Names.literal(stepId));
    }
}
