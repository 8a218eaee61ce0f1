package dev.dbmerge.plan;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run would do, and what its author should know before.
 *
 * @param name the spec's name
 * @param target the schema that is to be built
 * @param madeAt when the sources were read; the time that NOW() stands for in the forecasts
 * @param staging describes staging's server and schema, such as {@code ete_staging on MySQL 8.0.15 at db1:3306}
 * @param targetServer describes the target's server alone, such as {@code MariaDB 11.4.5 at db1:3306}
 * @param stagingFingerprint changes when staging's structure does
 * @param basis the parts of both structures and of the spec
 * @param cost what a run would take; empty where it was not asked for
 */
public record MergePlan(
        String name,
        String target,
        Instant madeAt,
        String staging,
        String production,
        String targetServer,
        List<TablePlan> tables,
        List<Step> steps,
        List<RuleForecast> rules,
        List<Finding> findings,
        String stagingFingerprint,
        String productionFingerprint,
        PlanBasis basis,
        Optional<Cost> cost) {
    public MergePlan {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(madeAt, "madeAt");
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(targetServer, "targetServer");
        Objects.requireNonNull(stagingFingerprint, "stagingFingerprint");
        Objects.requireNonNull(productionFingerprint, "productionFingerprint");
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(cost, "cost");
        tables = List.copyOf(tables);
        steps = List.copyOf(steps);
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
    }

    /** Makes a plan that knows neither the parts it rests on nor its cost. */
    public MergePlan(
            String name,
            String target,
            Instant madeAt,
            String staging,
            String production,
            String targetServer,
            List<TablePlan> tables,
            List<Step> steps,
            List<RuleForecast> rules,
            List<Finding> findings,
            String stagingFingerprint,
            String productionFingerprint) {
        this(
                name,
                target,
                madeAt,
                staging,
                production,
                targetServer,
                tables,
                steps,
                rules,
                findings,
                stagingFingerprint,
                productionFingerprint,
                PlanBasis.UNKNOWN,
                Optional.empty());
    }

    /** Says what a run would take. */
    public MergePlan costing(Cost aCost) {
        return new MergePlan(
                name,
                target,
                madeAt,
                staging,
                production,
                targetServer,
                tables,
                steps,
                rules,
                findings,
                stagingFingerprint,
                productionFingerprint,
                basis,
                Optional.of(aCost));
    }

    /** Gives the findings that forbid a run. */
    public List<Finding> blockers() {
        return findings.stream()
                .filter(finding -> finding.level() == Finding.Level.BLOCKER)
                .toList();
    }

    /** Tells whether a run would be refused. */
    public boolean blocked() {
        return !blockers().isEmpty();
    }

    /**
     * Gives the plan of one table.
     *
     * @throws IllegalArgumentException when the plan has no such table
     */
    public TablePlan table(String name) {
        return tables.stream()
                .filter(table -> table.table().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no table " + name));
    }
}
