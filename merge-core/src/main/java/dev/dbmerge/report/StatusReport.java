package dev.dbmerge.report;

import dev.dbmerge.report.Holding.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What there is of one merge: databases, backups, runs and promotions, and where users' data lies.
 *
 * @param name the spec's name
 * @param at when it was looked
 * @param live the server and schema of production, for people
 * @param keep how many databases with previous tables stay
 * @param retention how old what dbmerge left may get; empty where nothing is too old
 * @param target empty where no run made one
 * @param holdings the live database first
 * @param log how far back the server's binary log reaches, for the latest database with previous tables; empty where there is none
 * @param warnings a sentence each
 */
public record StatusReport(
        String name,
        Instant at,
        String live,
        int keep,
        Optional<Duration> retention,
        Optional<TargetStatus> target,
        List<Holding> holdings,
        Optional<LogReach> log,
        List<String> warnings) {
    public StatusReport {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(target, "target");
        holdings = List.copyOf(holdings);
        Objects.requireNonNull(log, "log");
        warnings = List.copyOf(warnings);
    }

    /** Gives what a cleaning would drop. */
    public List<Holding> toDrop() {
        return holdings.stream()
                .filter(holding -> holding.fate() == Fate.DROPPED)
                .toList();
    }

    /** Gives those of some kinds. */
    public List<Holding> of(Holding.Kind... kinds) {
        return holdings.stream()
                .filter(holding -> List.of(kinds).contains(holding.kind()))
                .toList();
    }

    /**
     * Whether the server's binary log still has what was written since some moment.
     *
     * @param database the database that keeps tables since then
     * @param reach how sure that is
     * @param until when the server may begin to remove it; empty where it never does by itself, or where it is gone
     * @param text a sentence
     */
    public record LogReach(String database, Reach reach, Optional<Instant> until, String text) {
        public LogReach {
            Objects.requireNonNull(database, "database");
            Objects.requireNonNull(reach, "reach");
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(text, "text");
        }
    }

    /** How sure it is that a log is there. */
    public enum Reach {
        /** Its files are there. */
        THERE,
        /** By the server's settings it is there, unless somebody removed files. */
        EXPECTED,
        /** By the server's settings it may be gone. */
        DOUBTFUL,
        /** It is not there. */
        GONE,
        /** The account may not ask. */
        UNKNOWN
    }
}
