package dev.dbmerge.plan;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run would take: what is copied, how long that may last, and what others feel of it.
 *
 * @param tables what is copied, the largest first
 * @param locks what each source holds while it is read
 * @param estimate empty where there was nothing to time
 */
public record Cost(List<CopiedTable> tables, List<Hold> locks, Optional<Estimate> estimate) {
    public Cost {
        tables = List.copyOf(tables);
        locks = List.copyOf(locks);
        Objects.requireNonNull(estimate, "estimate");
    }

    /** Gives the rows of all tables. */
    public long rows() {
        return tables.stream().mapToLong(CopiedTable::rows).sum();
    }

    /** Gives the bytes of all tables. */
    public long bytes() {
        return tables.stream().mapToLong(CopiedTable::bytes).sum();
    }

    /**
     * A table that is copied.
     *
     * @param origin where its rows come from
     * @param rows as the plan counted or estimated them
     * @param bytes of the rows on their server, without indexes, as its catalogue estimates them
     */
    public record CopiedTable(String table, TablePlan.Origin origin, long rows, long bytes) {
        public CopiedTable {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(origin, "origin");
        }
    }

    /**
     * How one source is held while it is read.
     *
     * @param side {@code staging} or {@code production}
     * @param tables those that are locked against writes meanwhile
     * @param time for how long, by the estimate; empty where there is none
     * @param effect what its writers feel, in a sentence
     */
    public record Hold(String side, List<String> tables, Optional<Duration> time, String effect) {
        public Hold {
            Objects.requireNonNull(side, "side");
            tables = List.copyOf(tables);
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(effect, "effect");
        }
    }

    /**
     * How long the run may last; fixes, checks and hooks are not in it, nor rules whose rows are counted in the run only.
     *
     * @param copying until the last row is in and indexed
     * @param total with the comparison of every table and the cleanup rules
     * @param basis what it is computed from, in a sentence
     */
    public record Estimate(Duration copying, Duration total, String basis) {
        public Estimate {
            Objects.requireNonNull(copying, "copying");
            Objects.requireNonNull(total, "total");
            Objects.requireNonNull(basis, "basis");
        }
    }
}
