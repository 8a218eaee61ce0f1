package dev.dbmerge.internal.journal;

import dev.dbmerge.report.Outcome;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a journal says of the run that made its database.
 *
 * @param spec the spec's name
 * @param version dbmerge's version
 * @param pinnedAt what NOW() stands for in fixes, rules and checks
 * @param staging describes staging's server and schema
 * @param productionPosition production's binary log position before the overlay; empty where it is not known
 * @param outcome empty while the target is being built, and for good where the run was killed
 * @param finishedAt by the target's server's clock; empty likewise
 */
public record RunRecord(
        String runId,
        String spec,
        String version,
        Instant startedAt,
        Instant pinnedAt,
        String staging,
        String production,
        Optional<String> productionPosition,
        Optional<Outcome> outcome,
        Optional<Instant> finishedAt) {
    /** What the state column holds until the run ends. */
    static final String BUILDING = "BUILDING";

    public RunRecord {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(pinnedAt, "pinnedAt");
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(productionPosition, "productionPosition");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(finishedAt, "finishedAt");
    }

    /** Makes the record of a run that begins. */
    public static RunRecord begun(
            String runId,
            String spec,
            String version,
            Instant startedAt,
            Instant pinnedAt,
            String staging,
            String production) {
        return new RunRecord(
                runId,
                spec,
                version,
                startedAt,
                pinnedAt,
                staging,
                production,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Gives what the state column holds: {@code BUILDING}, {@code VERIFIED}, {@code REJECTED} or {@code FAILED}. */
    public String state() {
        return outcome.map(Outcome::name).orElse(BUILDING);
    }
}
