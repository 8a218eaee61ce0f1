package dev.dbmerge.internal.planner;

import dev.dbmerge.spec.Database.Consistency;

/** Says which tables of a source are locked against writes while its rows are read. */
public final class ReadLocks {
    private ReadLocks() {}

    /**
     * Tells it of one table.
     *
     * @param transactional whether its engine has snapshots
     */
    public static boolean needed(Consistency consistency, boolean transactional) {
        return consistency == Consistency.LOCK || consistency == Consistency.SNAPSHOT && !transactional;
    }
}
