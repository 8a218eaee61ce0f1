package dev.dbmerge.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a target's journal says of its run and its promotion.
 *
 * @param target the server and schema, for people
 * @param spec the name of the spec whose run it was
 * @param state {@code building}, {@code verified}, {@code rejected} or {@code failed}
 * @param promotion the state of its latest promotion, such as {@code done} or {@code swapping}; empty where there was none
 * @param previous the database that keeps the tables that were live before it; empty text where there was none
 * @param archives what rules removed or changed
 */
public record TargetStatus(
        String target,
        String runId,
        String spec,
        String state,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<String> promotion,
        String previous,
        List<Archive> archives) {
    public TargetStatus {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(finishedAt, "finishedAt");
        Objects.requireNonNull(promotion, "promotion");
        Objects.requireNonNull(previous, "previous");
        archives = List.copyOf(archives);
    }

    /** Tells whether the promotion neither ended nor was undone. */
    public boolean stopped() {
        return promotion
                .filter(state -> !state.equals("done") && !state.equals("undone"))
                .isPresent();
    }

    /**
     * Rows that a rule removed or changed, kept in the target.
     *
     * @param table the application's table
     */
    public record Archive(String rule, String table, long rows) {
        public Archive {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(table, "table");
        }
    }
}
