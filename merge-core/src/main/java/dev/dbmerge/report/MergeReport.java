package dev.dbmerge.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run did.
 *
 * @param runId unique for each run
 * @param version dbmerge's version
 * @param staging describes staging's server and schema, such as {@code ete_staging on MySQL 8.0.15 at db1:3306}; production
 *     and target likewise
 * @param pinnedAt what NOW() stood for in fixes, rules and checks
 * @param productionPosition production's binary log position before the overlay, such as {@code bin.000003:4711}; empty
 *     where the server keeps no log or does not tell
 * @param notes what the reader should know: the snapshot's level, a fallback that was taken
 * @param error what stopped the run; empty unless it {@link Outcome#FAILED}
 */
public record MergeReport(
        String runId,
        String name,
        String version,
        Outcome outcome,
        String staging,
        String production,
        String target,
        Instant startedAt,
        Instant pinnedAt,
        Instant finishedAt,
        Optional<String> productionPosition,
        List<StepResult> steps,
        List<TableResult> tables,
        List<RuleResult> rules,
        List<CheckResult> checks,
        List<String> notes,
        Optional<String> error) {
    public MergeReport {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(pinnedAt, "pinnedAt");
        Objects.requireNonNull(finishedAt, "finishedAt");
        Objects.requireNonNull(productionPosition, "productionPosition");
        Objects.requireNonNull(error, "error");
        steps = List.copyOf(steps);
        tables = List.copyOf(tables);
        rules = List.copyOf(rules);
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    /** Gives the time from the run's start to its end. */
    public Duration took() {
        return Duration.between(startedAt, finishedAt);
    }
}
