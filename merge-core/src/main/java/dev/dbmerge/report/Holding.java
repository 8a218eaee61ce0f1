package dev.dbmerge.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A database or a folder in which users' data may lie: the live one, or what dbmerge made.
 *
 * @param name the database's name, or the folder's path
 * @param since as of when it has its rows; empty where that is now or not known
 * @param bytes of rows and indexes as the server estimates them, or of files; empty where the database does not exist
 * @param tables how many it has; 0 where that is not known
 * @param because why its fate is that
 */
public record Holding(
        Kind kind, String name, Optional<Instant> since, OptionalLong bytes, int tables, Fate fate, String because) {
    public Holding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(fate, "fate");
        Objects.requireNonNull(because, "because");
    }

    /** Gives the same with another fate. */
    public Holding with(Fate other, String reason) {
        return new Holding(kind, name, since, bytes, tables, other, reason);
    }

    /** Gives how old its rows are; a clock that is behind another makes nothing younger than now. */
    public Optional<Duration> age(Instant now) {
        return since.map(at -> Duration.between(at, now)).map(age -> age.isNegative() ? Duration.ZERO : age);
    }

    /** Tells whether it is a database rather than a folder. */
    public boolean isDatabase() {
        return kind != Kind.BACKUP && kind != Kind.UNFINISHED_BACKUP;
    }

    /** What it is. */
    public enum Kind {
        /** What applications use. */
        LIVE("live database"),
        /** What a run built. */
        TARGET("target"),
        /** It keeps the tables that were live before a promotion. */
        KEPT("previous tables"),
        /** It held a swap back, and has no rows. */
        SENTRY("sentry of a swap"),
        /** A backup was restored there to be compared. */
        PROOF("proof of a backup"),
        /** A backup that is complete. */
        BACKUP("backup"),
        /** A backup that is being made, or was when its process ended. */
        UNFINISHED_BACKUP("unfinished backup");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Gives the words for it. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** What becomes of it. */
    public enum Fate {
        /** Nothing says that it is to go. */
        STAYS,
        /** It is to go, and something stands in the way. */
        HELD,
        /** The next cleaning drops it. */
        DROPPED
    }
}
