package dev.dbmerge.internal.status;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.promote.KeptDatabases.Kept;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.StatusReport.LogReach;
import dev.dbmerge.report.StatusReport.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells whether a server's binary log still has what was written since tables were live last. */
final class LogKeeping {
    private static final long SECONDS_OF_A_DAY = 86_400;

    private final Session session;

    LogKeeping(Session session) {
        this.session = session;
    }

    /**
     * Tells it.
     *
     * @param position a position of the log, such as {@code bin.000003:4711}, that is not behind that moment; empty where none is known
     */
    LogReach since(Kept kept, Optional<String> position, Instant now) {
        if (variable("log_bin").filter("ON"::equalsIgnoreCase).isEmpty()) {
            return reach(kept, Reach.GONE, Optional.empty(), "The server keeps no binary log.");
        }
        List<String> files;
        try {
            files = session.fetch("list the binary logs", "SHOW BINARY LOGS").map(row -> row.get(0, String.class));
        } catch (MergeException e) {
            if (e.code() != ErrorCode.PRIVILEGE) {
                throw e;
            }
            return reach(
                    kept,
                    Reach.UNKNOWN,
                    Optional.empty(),
                    "The account may not list binary logs (REPLICATION CLIENT, BINLOG MONITOR on MariaDB).");
        }
        Optional<Instant> until = keeping().map(kept.since()::plus);
        String when = until.map(at -> "; the server may remove it from " + at + " on")
                .orElse("; the server removes none by itself");
        if (position.isPresent()) {
            boolean there = files.contains(position.get().replaceFirst(":[^:]*$", ""));
            return there
                    ? reach(kept, Reach.THERE, until, "The binary log since then is there" + when + ".")
                    : reach(kept, Reach.GONE, Optional.empty(), "The binary log since then is not there any more.");
        }
        return until.filter(now::isAfter).isPresent()
                ? reach(kept, Reach.DOUBTFUL, until, "The binary log since then may be gone" + when + ".")
                : reach(kept, Reach.EXPECTED, until, "The binary log since then should be there" + when + ".");
    }

    private static LogReach reach(Kept kept, Reach reach, Optional<Instant> until, String text) {
        return new LogReach(kept.name(), reach, until, text);
    }

    /** Gives for how long the server keeps a log; empty where it removes none by itself. */
    private Optional<Duration> keeping() {
        if (variable("binlog_expire_logs_auto_purge")
                .filter("OFF"::equalsIgnoreCase)
                .isPresent()) {
            return Optional.empty();
        }
        double seconds = variable("binlog_expire_logs_seconds")
                .map(Double::parseDouble)
                .filter(value -> value > 0)
                .or(() -> variable("expire_logs_days").map(days -> Double.parseDouble(days) * SECONDS_OF_A_DAY))
                .orElse(0.0);
        return seconds > 0 ? Optional.of(Duration.ofSeconds((long) seconds)) : Optional.empty();
    }

    private Optional<String> variable(String name) {
        return session.fetch("read " + name, "SHOW GLOBAL VARIABLES LIKE '" + name + "'").stream()
                .findFirst()
                .map(row -> row.get(1, String.class));
    }
}
