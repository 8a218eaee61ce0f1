package dev.dbmerge.internal.promote;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Session;
import java.time.Duration;
import java.util.List;

/** Finds transactions that have been open for long, since one of them in a live table holds everybody up behind the swap. */
final class Blockers {
    private static final int MOST = 5;

    private Blockers() {}

    /**
     * Names them, such as {@code connection 12 of app@10.0.0.7 (open for 31 s, idle)}.
     *
     * @return none, too, where the account may not see them
     */
    static List<String> find(Session session, Duration age) {
        String query = "SELECT t.trx_mysql_thread_id, COALESCE(p.USER, '?'), COALESCE(p.HOST, '?'),"
                + " TIMESTAMPDIFF(SECOND, t.trx_started, SYSDATE()), COALESCE(p.COMMAND, '?')"
                + " FROM information_schema.INNODB_TRX AS t LEFT JOIN information_schema.PROCESSLIST AS p"
                + " ON p.ID = t.trx_mysql_thread_id WHERE t.trx_mysql_thread_id <> CONNECTION_ID()"
                + " AND t.trx_started < SYSDATE() - INTERVAL " + Math.max(1, age.toSeconds()) + " SECOND"
                + " ORDER BY t.trx_started LIMIT " + MOST;
        try {
            return session.fetchAllPlain("look for open transactions", query)
                    .map(row -> "connection " + row.get(0) + " of " + row.get(1) + "@" + row.get(2) + " (open for "
                            + row.get(3) + " s, " + ("Sleep".equals(String.valueOf(row.get(4))) ? "idle" : "at work")
                            + ")");
        } catch (MergeException e) {
            if (e.code() == ErrorCode.PRIVILEGE) {
                return List.of();
            }
            throw e;
        }
    }
}
