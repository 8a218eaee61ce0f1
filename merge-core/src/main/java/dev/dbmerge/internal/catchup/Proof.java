package dev.dbmerge.internal.catchup;

import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.server.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Proves that every row of production is in the target or in the archive of the rule that took it, without holding anybody up.
 *
 * <p>One snapshot shows production and target as of one moment; both are on one server. What differs there can only be rows that were
 * written since the last catching up, and the binary log names these. They are left out, and proven when they are caught up.
 */
public final class Proof {
    private static final int TRIES_WITHOUT_SNAPSHOT = 5;

    private final CatchUp catchUp;

    public Proof(CatchUp catchUp) {
        this.catchUp = catchUp;
    }

    /**
     * Sums every table on both sides.
     *
     * @param session used for nothing else meanwhile; its snapshot ends with the call
     * @param written gives what was written since the last catching up, the present included; called in the snapshot
     * @param pending takes what still has to be caught up
     * @return names of tables whose rows are not accounted for
     */
    public Set<String> prove(Session session, Supplier<DirtyKeys> written, DirtyKeys pending) {
        session.execute("choose the isolation", "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        session.execute("open a snapshot", "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        try {
            add(session, written, pending);
            Set<String> differing = new TreeSet<>();
            for (LiveTable table : catchUp.tables()) {
                // Of a frozen table no row was written since its run proved it; that is looked at with every catching
                // up. Of one that comes in part every row is compared when it is laid over.
                if (table.way() != LiveTable.Way.FROZEN
                        && catchUp.wholly(table)
                        && !proven(session, table, written, pending)) {
                    differing.add(table.name());
                }
            }
            catchUp.kept().stream()
                    .filter(table -> !pending.whole(table.name()))
                    .filter(table -> table.differing(session, unwritten(table, pending)) > 0)
                    .forEach(table -> differing.add(table.name()));
            return differing;
        } finally {
            session.execute("end the snapshot", "COMMIT");
        }
    }

    private static String unwritten(KeptTable table, DirtyKeys pending) {
        List<String> written = KeyConditions.qualified("t", pending, table.name(), table.key());
        return written.isEmpty() ? "" : "NOT (" + String.join(") AND NOT (", written) + ")";
    }

    /** A table without snapshots (MyISAM) shows rows that are written while it is summed. */
    private boolean proven(Session session, LiveTable table, Supplier<DirtyKeys> written, DirtyKeys pending) {
        boolean snapshot = table.transfer().relation().table().transactional();
        int tries = snapshot ? 1 : TRIES_WITHOUT_SNAPSHOT;
        for (int i = 0; i < tries; i++) {
            List<String> without = new ArrayList<>(KeyConditions.of(pending, table.sources(), table.key()));
            if (without.contains("")) {
                // All of it is to be laid over again, and is summed then.
                catchUp.fingerprint(table.name(), RowSum.ZERO);
                return true;
            }
            List<RowSum> sums = catchUp.bothSides(session, table, without);
            if (sums.get(0).equals(sums.get(1))) {
                // What is left out is taken off again when it is caught up.
                RowSum all = sums.get(1);
                for (String rows : without) {
                    all = all.plus(catchUp.target(session, table, rows));
                }
                catchUp.fingerprint(table.name(), all);
                return true;
            }
            add(session, written, pending);
        }
        return false;
    }

    /** Adds what was written, and what foreign keys took along with it. */
    private void add(Session session, Supplier<DirtyKeys> written, DirtyKeys pending) {
        pending.addAll(written.get());
        catchUp.follow(session, pending);
    }
}
