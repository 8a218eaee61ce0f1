package dev.dbmerge.report;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.RuleForecast;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.TablePlan;
import dev.dbmerge.plan.TablePlan.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A plan and reports as ETE's merge gives them. */
final class Samples {
    static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    private static final String STAGING = "ete_staging on MariaDB 11.4.5 at stage-db:3306";
    private static final String PRODUCTION = "ete_production on MySQL 8.0.15 at prod-db:3306";

    private Samples() {}

    static MergePlan plan(Finding... findings) {
        return new MergePlan(
                "ete",
                "ete_new",
                START,
                STAGING,
                PRODUCTION,
                "MySQL 8.0.15 at prod-db:3306",
                List.of(
                        table("areas", Origin.LEFT_BEHIND, none(), rows(25), none()),
                        table("fce_values", Origin.STAGING, rows(25), Optional.of(new RowCount(24, false)), rows(25)),
                        scenarios(),
                        table("users", Origin.PRODUCTION, rows(60), rows(1_800), rows(1_800))),
                List.of(
                        new Step.CreateTarget("ete_new"),
                        new Step.CopyTable("fce_values"),
                        new Step.OverlayTable("scenarios"),
                        new Step.OverlayTable("users"),
                        new Step.CleanUp("010-stale-scenarios"),
                        new Step.RunCheck("every-scenario-has-an-area")),
                List.of(
                        new RuleForecast(
                                "010-stale-scenarios",
                                "scenarios",
                                OptionalLong.of(41_234),
                                OptionalLong.of(50_000),
                                ""),
                        new RuleForecast(
                                "020-orphans",
                                "users",
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                "its table comes from two servers")),
                List.of(findings),
                "5f1d",
                "a07c");
    }

    static MergePlan blockedPlan() {
        return plan(
                new Finding(
                        Finding.Level.NOTE,
                        ErrorCode.TABLE_EMPTY_LEFT_BEHIND,
                        "old_table",
                        "Production's old_table has no row and exists neither in staging nor in the spec.",
                        ""),
                new Finding(
                        Finding.Level.WARNING,
                        ErrorCode.ENGINE_UNSAFE,
                        "scenarios",
                        "Production's scenarios is MyISAM, which has no transactions.",
                        "It is read under a lock; plan for its writers to wait."),
                new Finding(
                        Finding.Level.BLOCKER,
                        ErrorCode.COLUMN_WITHOUT_PLACE,
                        "scenarios.country",
                        "Production's scenarios.country (varchar(255), 4,102 values) has no place in staging's scenarios.",
                        "Map it under overlay.scenarios.columns, or name it under overlay.scenarios.drop."));
    }

    private static TablePlan scenarios() {
        return new TablePlan(
                "scenarios",
                Origin.PRODUCTION,
                rows(2_000),
                rows(50_000),
                rows(50_000),
                List.of(
                        new ColumnMapping("id", ColumnMapping.Source.SAME_NAME, "`id`"),
                        new ColumnMapping(
                                "area_code", ColumnMapping.Source.EXPRESSION, "COALESCE(NULLIF(region, ''), country)"),
                        new ColumnMapping("metadata", ColumnMapping.Source.DEFAULT, "")),
                List.of("user_updates", "complexity", "scenario_type", "country", "region", "type"));
    }

    private static TablePlan table(
            String name,
            Origin origin,
            Optional<RowCount> staging,
            Optional<RowCount> production,
            Optional<RowCount> result) {
        return new TablePlan(name, origin, staging, production, result, List.of(), List.of());
    }

    private static Optional<RowCount> rows(long rows) {
        return Optional.of(new RowCount(rows, true));
    }

    private static Optional<RowCount> none() {
        return Optional.empty();
    }

    static MergeReport verified() {
        return report(
                Outcome.VERIFIED,
                Duration.ofMillis(62_345),
                List.of(
                        new TableResult("fce_values", Origin.STAGING, 25, "771", "771", 25),
                        new TableResult("scenarios", Origin.PRODUCTION, 50_000, "90210", "90210", 8_766)),
                List.of(new RuleResult("010-stale-scenarios", "scenarios", 50_000, 41_234, 0, 8_766)),
                List.of(
                        new CheckResult("every-scenario-has-an-area", 0, true, List.of()),
                        new CheckResult(
                                "scenarios.preset_scenario_id -> scenarios.id", 7, false, List.of("4", "5", "6"))),
                List.of(
                        new StepResult("target:ete_new", StepResult.Status.DONE, 0, Duration.ofMillis(310), ""),
                        new StepResult(
                                "overlay:scenarios",
                                StepResult.Status.DONE,
                                50_000,
                                Duration.ofMillis(14_200),
                                "streamed, LOAD DATA")),
                Optional.empty());
    }

    static MergeReport rejected() {
        return report(
                Outcome.REJECTED,
                Duration.ofMillis(9_870),
                List.of(
                        new TableResult("fce_values", Origin.STAGING, 25, "771", "772", 25),
                        new TableResult("scenarios", Origin.PRODUCTION, 50_000, "90210", "90210", 8_766)),
                List.of(),
                List.of(
                        new CheckResult("fce_values", 1, true, List.of("17")),
                        new CheckResult("every-scenario-has-an-area", 12, true, List.of("1", "2", "3", "4", "5"))),
                List.of(new StepResult("verify:ete_new", StepResult.Status.REJECTED, 1, Duration.ofSeconds(2), "")),
                Optional.empty());
    }

    static MergeReport failed() {
        return report(
                Outcome.FAILED,
                Duration.ofMillis(850),
                List.of(new TableResult("users", Origin.PRODUCTION, 1_800, "", "", 1_800)),
                List.of(),
                List.of(),
                List.of(new StepResult(
                        "cleanup:010-stale-scenarios", StepResult.Status.FAILED, 0, Duration.ofMillis(40), "")),
                Optional.of(
                        "Rule 010-stale-scenarios would remove 49,000 of 50,000 rows of scenarios (98.0 %), and its limit"
                                + " is 95 %. Look at the rows, then mend the rule or raise rules.010-stale-scenarios.max-percent."
                                + " [E502]"));
    }

    private static MergeReport report(
            Outcome outcome,
            Duration took,
            List<TableResult> tables,
            List<RuleResult> rules,
            List<CheckResult> checks,
            List<StepResult> steps,
            Optional<String> error) {
        return new MergeReport(
                "20261101-100000-4f2a",
                "ete",
                "0.1.0",
                outcome,
                STAGING,
                PRODUCTION,
                "ete_new on MySQL 8.0.15 at prod-db:3306",
                START,
                START.plusSeconds(1),
                START.plus(took),
                Optional.of("bin.000003:4711"),
                steps,
                tables,
                rules,
                checks,
                List.of(
                        "Staging was read under LOCK TABLES READ, production from one snapshot of 4 connections; its writers"
                                + " waited 0.2 s."),
                error);
    }
}
