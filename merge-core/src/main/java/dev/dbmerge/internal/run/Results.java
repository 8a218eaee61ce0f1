package dev.dbmerge.internal.run;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.Outcome;
import dev.dbmerge.report.RuleResult;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.report.TableResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what the steps of one run did. */
final class Results {
    private final String runId;
    private final String version;
    private final MergePlan plan;
    private final Instant startedAt;
    private final MergeListener listener;
    private final List<StepResult> steps = new ArrayList<>();
    private final Map<String, TableResult> tables = new LinkedHashMap<>();
    private final List<RuleResult> rules = new ArrayList<>();
    private final List<CheckResult> checks = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, RowSum> sums = new HashMap<>();
    private Optional<String> position = Optional.empty();

    Results(String runId, String version, MergePlan plan, Instant startedAt, MergeListener listener) {
        this.runId = runId;
        this.version = version;
        this.plan = plan;
        this.startedAt = startedAt;
        this.listener = listener;
    }

    String runId() {
        return runId;
    }

    String version() {
        return version;
    }

    /** Gives the time that NOW() stands for: the run's start, in whole seconds as servers pin it. */
    Instant pinnedAt() {
        return startedAt.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    Instant startedAt() {
        return startedAt;
    }

    void step(StepResult result) {
        steps.add(result);
        listener.troubles().forEach(this::note);
    }

    void table(TableResult result) {
        tables.put(result.table(), result);
    }

    List<TableResult> tables() {
        return List.copyOf(tables.values());
    }

    /** Keeps what tables come to now, all written columns of theirs. */
    void sums(Map<String, RowSum> found) {
        sums.putAll(found);
    }

    /** Forgets what tables came to, since their rows may be others now. */
    void forgetSums() {
        sums.clear();
    }

    /** Gives what is known of the sums of tables. */
    Map<String, RowSum> sums() {
        return Map.copyOf(sums);
    }

    void rules(List<RuleResult> results) {
        rules.addAll(results);
    }

    void check(CheckResult result) {
        checks.add(result);
    }

    /** Notes something once. */
    void note(String note) {
        if (notes.add(note)) {
            listener.noted(note);
        }
    }

    void position(Optional<String> productionPosition) {
        position = productionPosition;
    }

    /** Gives the outcome that the checks so far allow. */
    Outcome outcome() {
        boolean holds = checks.stream().allMatch(check -> check.holds() || !check.fatal());
        return holds ? Outcome.VERIFIED : Outcome.REJECTED;
    }

    MergeReport report(Outcome outcome, Optional<String> error) {
        listener.troubles().forEach(this::note);
        return new MergeReport(
                runId,
                plan.name(),
                version,
                outcome,
                plan.staging(),
                plan.production(),
                plan.target() + " on " + plan.targetServer(),
                startedAt,
                pinnedAt(),
                Instant.now(),
                position,
                steps,
                tables(),
                rules,
                checks,
                List.copyOf(notes),
                error);
    }
}
