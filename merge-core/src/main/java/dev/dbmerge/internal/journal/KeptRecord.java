package dev.dbmerge.internal.journal;

import java.util.Objects;

/**
 * What the database that keeps the tables which were live says of the swap that brought them there.
 *
 * @param database the database itself
 * @param promotionId of the promotion, or of the rollback
 * @param runId of the run that made what came
 * @param spec its name
 * @param live the database whose tables were swapped
 * @param target the one that the others came from
 * @param kind whether it put a target in place or took that back
 * @param position of the binary log, before the swap; empty text where it is not known
 * @param notedAt by the server's clock, in UTC
 */
public record KeptRecord(
        String database,
        String promotionId,
        String runId,
        String spec,
        String live,
        String target,
        Kind kind,
        String position,
        String notedAt) {
    public KeptRecord {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(promotionId, "promotionId");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(notedAt, "notedAt");
    }

    /** Makes the record of a swap that is about to happen. */
    public KeptRecord(
            String database,
            String promotionId,
            String runId,
            String spec,
            String live,
            String target,
            Kind kind,
            String position) {
        this(database, promotionId, runId, spec, live, target, kind, position, "");
    }

    /** Which command swapped. */
    public enum Kind {
        PROMOTION,
        ROLLBACK
    }

    /** Gives {@code the promotion of 2026-11-27 18:02:33}. */
    public String title() {
        return "the " + (kind == Kind.PROMOTION ? "promotion" : "rollback") + " of "
                + notedAt.replaceFirst("[.]\\d+$", "");
    }
}
