package dev.dbmerge.internal.promote;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps AUTO_INCREMENT of the tables that come from falling behind that of the live ones, so that no number is given out twice. */
final class Counters {
    private Counters() {}

    /**
     * Gives the statements that raise the target's counters to the live ones; none as a rule.
     *
     * @param session one that holds no locks, since it reads the catalogue
     */
    static List<String> raising(Session session, Changeover changeover) {
        Map<String, BigInteger> issued = counters(session, changeover.live());
        Map<String, BigInteger> ours = counters(session, changeover.target());
        List<String> statements = new ArrayList<>();
        for (String table : changeover.in()) {
            BigInteger live = issued.get(table);
            BigInteger made = ours.get(table);
            if (live != null && made != null && made.compareTo(live) < 0) {
                statements.add("ALTER TABLE " + Names.quote(changeover.target(), table) + " AUTO_INCREMENT = " + live);
            }
        }
        return statements;
    }

    private static Map<String, BigInteger> counters(Session session, String schema) {
        Map<String, BigInteger> counters = new TreeMap<>();
        session.fetch(
                        "read the counters of " + schema,
                        "SELECT TABLE_NAME, AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?"
                                + " AND AUTO_INCREMENT IS NOT NULL",
                        schema)
                .forEach(row -> counters.put(row.get(0, String.class), row.get(1, BigInteger.class)));
        return counters;
    }
}
