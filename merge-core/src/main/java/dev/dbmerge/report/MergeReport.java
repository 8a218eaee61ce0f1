package dev.dbmerge.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run did.
 *
 * @param runId unique for each run
 * @param version dbmerge's version
 * @param pinnedAt what NOW() stood for in fixes, rules and checks
 * @param productionPosition production's binary log position before the overlay, such as {@code bin.000003:4711}; empty
 *     where the server keeps no log or does not tell
 * @param notes what the reader should know: the snapshot's level, a fallback that was taken
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
        steps = List.copyOf(steps);
        tables = List.copyOf(tables);
        rules = List.copyOf(rules);
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }
}
