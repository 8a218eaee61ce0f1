package dev.dbmerge.internal.run;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.internal.capture.BinaryLogTail;
import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.capture.LogPosition;
import dev.dbmerge.internal.capture.RowHistory;
import dev.dbmerge.internal.capture.WatchedTable;
import dev.dbmerge.internal.rollback.Carrying;
import dev.dbmerge.internal.run.RollbackCheck.Found;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was written to the live tables since a swap, and what of it is carried back.
 *
 * @param first what was written up to now
 * @param known whether that is all; else the log no longer reaches back, and nothing is carried
 */
record Since(BinaryLogTail tail, RowHistory history, DirtyKeys first, Carrying carrying, boolean known)
        implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    /**
     * Reads the log from the swap on.
     *
     * @param acceptsLoss whether nothing need be carried where the log does not reach back
     */
    static Since open(Server server, Session session, Found found, boolean acceptsLoss) {
        LogPosition now = LogPosition.parse(server.binaryLogPosition(session).orElse(""))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.CAPTURE,
                        "The position of the live server's binary log is not known.",
                        "Grant the account REPLICATION CLIENT (BINLOG MONITOR on MariaDB), then roll back again."));
        try {
            return sinceSwap(server, found, now);
        } catch (MergeException e) {
            if (e.code() != ErrorCode.CAPTURE || !acceptsLoss) {
                throw e;
            }
            RowHistory history = new RowHistory();
            BinaryLogTail tail = tail(server, found, now, Optional.empty(), history);
            return new Since(tail, history, new DirtyKeys(), Carrying.nothing(found.live(), found.kept()), false);
        }
    }

    private static Since sinceSwap(Server server, Found found, LogPosition now) {
        LogPosition from = LogPosition.parse(found.record().position())
                .orElseThrow(() -> unknown(found, "the swap could not note the position of the binary log"));
        RowHistory history = new RowHistory();
        BinaryLogTail tail;
        try {
            tail = tail(server, found, from, Optional.of(found.kept().name()), history);
        } catch (MergeException e) {
            throw e.code() == ErrorCode.CAPTURE ? unknown(found, e.problem().replaceAll("[.]$", "")) : e;
        }
        try {
            DirtyKeys first = tail.take(now, PATIENCE);
            if (tail.waits()) {
                throw unknown(
                        found,
                        "the binary log has no RENAME into " + found.kept().name() + " behind " + from);
            }
            return new Since(tail, history, first, Carrying.of(found.live(), found.kept(), found.terms(), first), true);
        } catch (RuntimeException e) {
            tail.close();
            throw e;
        }
    }

    private static BinaryLogTail tail(
            Server server, Found found, LogPosition from, Optional<String> moved, RowHistory history) {
        List<WatchedTable> watched =
                found.live().tables().values().stream().map(WatchedTable::of).toList();
        boolean folds = found.settings().lowerCaseNames() != 0;
        return BinaryLogTail.open(server, found.live().name(), watched, folds, from, moved, history);
    }

    private static RefusedException unknown(Found found, String why) {
        return new RefusedException(
                ErrorCode.CAPTURE,
                "What was written to " + found.live().name() + " since "
                        + found.record().title() + " is not known: " + why + ".",
                "With --accept-loss the former tables come back without any of it; the tables that are live now are kept.");
    }

    @Override
    public void close() {
        tail.close();
    }
}
