package dev.dbmerge.report;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.Cost;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.PlanBasis;
import dev.dbmerge.plan.ReferenceForecast;
import dev.dbmerge.plan.ReleasePlan;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.RuleForecast;
import dev.dbmerge.plan.Step;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.plan.TablePlan;
import dev.dbmerge.plan.TablePlan.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A plan and reports as ETE's merge gives them. */
final class Samples {
    static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    private static final String STAGING = "ete_staging on MariaDB 11.4.5 at stage-db:3306";
    private static final String PRODUCTION = "ete_production on MySQL 8.0.15 at prod-db:3306";

    private Samples() {}

    static ReleasePlan release() {
        String reference = "etm.saved_scenarios.scenario_id -> ete.scenarios.id";
        return new ReleasePlan(
                "ete-etm",
                Map.of("ete", plan()),
                List.of(
                        new ReferenceForecast(
                                reference, OptionalLong.of(1_204), List.of("7", "12", "31", "40", "41"), ""),
                        new ReferenceForecast(
                                "etm.users.ete_id -> ete.users.id",
                                OptionalLong.empty(),
                                List.of(),
                                "what users will hold is known to the run alone")),
                List.of(new Finding(
                        Finding.Level.WARNING,
                        ErrorCode.ORPHANS,
                        reference,
                        "1,204 rows of etm's saved_scenarios would point at no row of ete's scenarios: 7, 12, 31, 40, 41"
                                + " and 1199 more.",
                        "")));
    }

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
                "a07c",
                new PlanBasis(
                        List.of(new PlanBasis.Part("users", "column email", "varchar(191) NOT NULL")),
                        List.of(new PlanBasis.Part("", "view names", "#07")),
                        List.of(new PlanBasis.Part("", "overlay.users", "#5e"))),
                Optional.of(cost()));
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
                                "It is read under a lock; plan for its writers to wait.")
                        .of("scenarios")
                        .decidedBy(Decision.at("it becomes InnoDB", "InnoDB", "overlay", "scenarios", "engine")),
                new Finding(
                                Finding.Level.WARNING,
                                ErrorCode.TABLE_DIFFERS,
                                "fce_values",
                                "Production's fce_values has 2 rows that staging has not, id 24; 25.",
                                "")
                        .of("fce_values")
                        .decidedBy(Decision.at("production's 2 rows go", "accept", "tables", "fce_values")),
                new Finding(
                                Finding.Level.BLOCKER,
                                ErrorCode.COLUMN_WITHOUT_PLACE,
                                "scenarios.country",
                                "Production's scenarios.country (varchar(255), 4,102 values) has no place in staging's"
                                        + " scenarios.",
                                "")
                        .of("scenarios")
                        .decidedBy(
                                Decision.at("its values are lost", "[country]", "overlay", "scenarios", "drop"),
                                Decision.at(
                                                "area_code takes them",
                                                "country",
                                                "overlay",
                                                "scenarios",
                                                "columns",
                                                "area_code")
                                        .and(Decision.at("", "[country]", "overlay", "scenarios", "drop"))),
                new Finding(
                                Finding.Level.BLOCKER,
                                ErrorCode.COLUMN_WITHOUT_PLACE,
                                "scenarios.region",
                                "Production's scenarios.region (varchar(255), 17 values) has no place in staging's"
                                        + " scenarios.",
                                "")
                        .of("scenarios")
                        .decidedBy(Decision.at("its values are lost", "[region]", "overlay", "scenarios", "drop")),
                new Finding(
                        Finding.Level.BLOCKER,
                        ErrorCode.NOT_VISIBLE,
                        "ete_staging",
                        "Staging's account may not see triggers.",
                        "Grant it, or merge with an account that sees everything that has to be copied."));
    }

    private static Cost cost() {
        return new Cost(
                List.of(
                        new Cost.CopiedTable("scenarios", Origin.PRODUCTION, 50_000, 94_371_840),
                        new Cost.CopiedTable("users", Origin.PRODUCTION, 1_800, 1_589_248),
                        new Cost.CopiedTable("fce_values", Origin.STAGING, 25, 16_384)),
                List.of(
                        new Cost.Hold("staging", List.of(), Optional.of(Duration.ofMillis(150)), "nothing is locked"),
                        new Cost.Hold(
                                "production",
                                List.of("scenarios"),
                                Optional.of(Duration.ofMillis(24_300)),
                                "writers of the tables without transactions wait until all tables are copied, others go"
                                        + " on: scenarios")),
                Optional.of(new Cost.Estimate(
                        Duration.ofMillis(24_450),
                        Duration.ofMillis(43_000),
                        "production gave 15.2 MB a second when the first rows of its largest tables were read")));
    }

    static List<StepSql> script() {
        return List.of(
                new StepSql(
                        "overlay:users",
                        List.of("streamed, LOAD DATA"),
                        List.of("CREATE TABLE `ete_new`.`users` (\n  `id` int\n)", "select `id` from `users` # all")),
                new StepSql(
                        "triggers:ete_new",
                        List.of(),
                        List.of("CREATE TRIGGER a BEFORE INSERT ON users FOR EACH ROW BEGIN SET @a = 1; END")),
                new StepSql("verify:ete_new", List.of("every table is summed"), List.of()));
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

    static VerifyReport changed() {
        return verification(List.of(
                new CheckResult(
                        "rows of users", 1, true, List.of("1,800 rows then, 1,799 now", "17 (not in the target)")),
                new CheckResult("trigger audit", 1, true, List.of("is gone")),
                new CheckResult("every-scenario-has-an-area", 12, true, List.of())));
    }

    static VerifyReport unchanged() {
        return verification(List.of(
                new CheckResult("every-scenario-has-an-area", 0, true, List.of()),
                new CheckResult("scenarios.user_id -> users.id", 0, true, List.of())));
    }

    private static VerifyReport verification(List<CheckResult> checks) {
        return new VerifyReport(
                "ete",
                "ete_new on MySQL 9.7.4 at db1:3306",
                "4711",
                Instant.parse("2026-11-26T10:00:00Z"),
                Outcome.VERIFIED,
                8,
                12_345,
                checks,
                List.of("Stored code was not looked at where the account may not see it: events."),
                Duration.ofMillis(1_234));
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
