package dev.dbmerge.internal.promote;

import dev.dbmerge.internal.capture.BinaryLogTail;
import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.capture.LogPosition;
import dev.dbmerge.internal.catchup.CatchUp;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.server.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks, after the swap, whether a write slipped in between the last catching up and the swap. */
public final class Sweep {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String live;
    private final String previous;

    /**
     * Makes it.
     *
     * @param live the database whose tables were swapped
     * @param previous the one that has the tables that were live
     */
    public Sweep(String live, String previous) {
        this.live = live;
        this.previous = previous;
    }

    /**
     * Looks at the log and at the previous tables.
     *
     * @return what was found, a sentence each; none as a rule
     */
    public List<String> late(Session session, Session asking, BinaryLogTail tail, CatchUp catchUp) {
        List<String> found = new ArrayList<>();
        LogPosition now = LogPosition.parse(
                        asking.server().binaryLogPosition(asking).orElse(""))
                .orElseThrow();
        DirtyKeys late = tail.take(now, PATIENCE);
        if (!late.isEmpty()) {
            found.add("Rows were written to " + live + " between the lock and the swap, and are not in the new tables: "
                    + late.summary() + ". They are in " + previous + ".");
        }
        for (String table : catchUp.provenTables()) {
            Optional<RowSum> then = catchUp.fingerprint(table);
            RowSum there = catchUp.sums(table).source(session, previous, "");
            if (then.isPresent() && !then.get().equals(there)) {
                found.add("The rows that " + table + " takes from " + previous + " are not those that were caught up ("
                        + then.get().rows() + " rows then, " + there.rows() + " now).");
            }
        }
        return found;
    }
}
