package dev.dbmerge.report;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.Decision;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.PlanBasis;
import dev.dbmerge.plan.ReleasePlan;
import dev.dbmerge.plan.RowCount;
import dev.dbmerge.plan.RuleForecast;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.plan.TablePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes plans and reports as JSON for programs.
 *
 * <p>{@code docs/json.md} lists the fields. Within a format they stay, and new ones may come; the format's number grows
 * when one goes or changes its meaning.
 */
public final class JsonReport {
    /** What the plan's JSON says that it is. */
    static final String PLAN_FORMAT = "dbmerge-plan/1";

    private JsonReport() {}

    /** Gives the plan as {@code dbmerge-plan/1}, with a line end. */
    public static String plan(MergePlan plan) {
        return object(plan).toString();
    }

    /** Gives the plans of a release as {@code dbmerge-release-plan/1}, with a line end. */
    public static String release(ReleasePlan release) {
        return new JsonObject()
                .put("format", "dbmerge-release-plan/1")
                .put("name", release.name())
                .put("decision", release.blocked() ? "blocked" : "go")
                .putObjects(
                        "references",
                        release.references(),
                        reference -> new JsonObject()
                                .put("reference", reference.reference())
                                .put("orphans", reference.orphans())
                                .putStrings("keys", reference.keys())
                                .put("note", reference.note()))
                .putObjects("findings", release.findings(), JsonReport::finding)
                .putObjects(
                        "specs",
                        release.plans().entrySet(),
                        spec -> new JsonObject()
                                .put("name", spec.getKey())
                                .putObject("plan", Optional.of(object(spec.getValue()))))
                .toString();
    }

    private static JsonObject object(MergePlan plan) {
        return new JsonObject()
                .put("format", PLAN_FORMAT)
                .put("name", plan.name())
                .put("decision", plan.blocked() ? "blocked" : "go")
                .put("blockers", plan.blockers().size())
                .put("staging", plan.staging())
                .put("production", plan.production())
                .put("target", plan.target())
                .put("targetServer", plan.targetServer())
                .put("madeAt", plan.madeAt())
                .putObjects("findings", plan.findings(), JsonReport::finding)
                .putObjects("tables", plan.tables(), JsonReport::table)
                .putObjects("cleanup", plan.rules(), JsonReport::forecast)
                .putObjects("steps", plan.steps(), step -> new JsonObject().put("id", step.id()))
                .putObject("cost", plan.cost().map(CostJson::of))
                .put("stagingFingerprint", plan.stagingFingerprint())
                .put("productionFingerprint", plan.productionFingerprint())
                .putObjects("stagingParts", plan.basis().staging(), JsonReport::part)
                .putObjects("productionParts", plan.basis().production(), JsonReport::part)
                .putObjects("specParts", plan.basis().spec(), JsonReport::part);
    }

    /** Gives the statements of a plan's steps as {@code dbmerge-sql/1}, with a line end. */
    public static String sql(MergePlan plan, List<StepSql> steps) {
        return new JsonObject()
                .put("format", "dbmerge-sql/1")
                .put("name", plan.name())
                .put("target", plan.target())
                .putObjects("steps", steps, JsonReport::sql)
                .toString();
    }

    private static JsonObject sql(StepSql step) {
        return new JsonObject()
                .put("id", step.step())
                .putStrings("notes", step.notes())
                .putStrings("statements", step.statements());
    }

    /** Gives the report as {@code dbmerge-report/1}, with a line end. */
    public static String run(MergeReport report) {
        return new JsonObject()
                .put("format", "dbmerge-report/1")
                .put("runId", report.runId())
                .put("name", report.name())
                .put("version", report.version())
                .put("outcome", report.outcome())
                .put("error", report.error())
                .put("staging", report.staging())
                .put("production", report.production())
                .put("target", report.target())
                .put("startedAt", report.startedAt())
                .put("pinnedAt", report.pinnedAt())
                .put("finishedAt", report.finishedAt())
                .put("tookMillis", report.took().toMillis())
                .put("productionPosition", report.productionPosition())
                .putObjects("tables", report.tables(), JsonReport::table)
                .putObjects("cleanup", report.rules(), JsonReport::rule)
                .putObjects("checks", report.checks(), JsonReport::check)
                .putObjects("steps", report.steps(), JsonReport::step)
                .putStrings("notes", report.notes())
                .toString();
    }

    /** Gives what a look at a target showed as {@code dbmerge-verify/1}, with a line end. */
    public static String verify(VerifyReport report) {
        return new JsonObject()
                .put("format", "dbmerge-verify/1")
                .put("name", report.name())
                .put("target", report.target())
                .put("runId", report.runId())
                .put("madeAt", report.madeAt())
                .put("judged", report.judged())
                .put("outcome", report.outcome())
                .put("tables", report.tables())
                .put("rows", report.rows())
                .putObjects("checks", report.checks(), JsonReport::check)
                .putStrings("notes", report.notes())
                .put("tookMillis", report.took().toMillis())
                .toString();
    }

    /** Gives what a promotion would do as {@code dbmerge-promotion-preview/1}, with a line end. */
    public static String promotion(PromotionPreview preview) {
        return new JsonObject()
                .put("format", "dbmerge-promotion-preview/1")
                .put("name", preview.name())
                .put("live", preview.live())
                .put("target", preview.target())
                .put("runId", preview.runId())
                .put("way", preview.way())
                .put("backup", preview.backup())
                .putStrings("caughtUp", preview.caughtUp())
                .putStrings("missed", preview.missed())
                .put("reversible", preview.reversible())
                .putStrings("blockers", preview.blockers())
                .toString();
    }

    /** Gives what a promotion did as {@code dbmerge-promotion/1}, with a line end. */
    public static String promotion(PromotionReport report) {
        return new JsonObject()
                .put("format", "dbmerge-promotion/1")
                .put("name", report.name())
                .put("live", report.live())
                .put("previous", report.previous())
                .put("runId", report.runId())
                .put("way", report.way())
                .put("startedAt", report.startedAt())
                .put("tookMillis", report.took().toMillis())
                .put("tables", report.tables())
                .put("caughtUp", report.caughtUp())
                .put("attempts", report.attempts())
                .put("blockedMillis", report.blocked().toMillis())
                .put("longestBlockedMillis", report.longestBlocked().toMillis())
                .putObject("backup", report.backup().map(JsonReport::backup))
                .putStrings("troubles", report.troubles())
                .putStrings("notes", report.notes())
                .toString();
    }

    private static JsonObject backup(BackupReport backup) {
        return new JsonObject()
                .put("folder", backup.folder().toString())
                .put("tables", backup.tables())
                .put("rows", backup.rows())
                .put("bytes", backup.bytes())
                .put("tookMillis", backup.took().toMillis())
                .put("proven", backup.proven());
    }

    /** Gives what a rollback would do as {@code dbmerge-rollback-preview/1}, with a line end. */
    public static String rollback(RollbackPreview preview) {
        return new JsonObject()
                .put("format", "dbmerge-rollback-preview/1")
                .put("name", preview.name())
                .put("live", preview.live())
                .put("kept", preview.kept())
                .put("swap", preview.swap())
                .put("runId", preview.runId())
                .put("way", preview.way())
                .put("reversible", preview.reversible())
                .put("written", preview.written())
                .putStrings("carried", preview.carried())
                .putStrings("guarded", preview.guarded())
                .putStrings("missed", preview.missed())
                .putStrings("blockers", preview.blockers())
                .toString();
    }

    /** Gives what a rollback did as {@code dbmerge-rollback/1}, with a line end. */
    public static String rollback(RollbackReport report) {
        return new JsonObject()
                .put("format", "dbmerge-rollback/1")
                .put("name", report.name())
                .put("live", report.live())
                .put("swap", report.swap())
                .put("kept", report.kept())
                .put("previous", report.previous())
                .put("runId", report.runId())
                .put("way", report.way())
                .put("startedAt", report.startedAt())
                .put("tookMillis", report.took().toMillis())
                .put("tables", report.tables())
                .put("carried", report.carried())
                .put("left", report.left())
                .put("file", report.file().map(Path::toString))
                .putStrings("losses", report.losses())
                .put("attempts", report.attempts())
                .put("blockedMillis", report.blocked().toMillis())
                .put("longestBlockedMillis", report.longestBlocked().toMillis())
                .putStrings("troubles", report.troubles())
                .putStrings("notes", report.notes())
                .toString();
    }

    /** Gives what became of a promotion that had stopped as {@code dbmerge-recovery/1}, with a line end. */
    public static String recovery(RecoveryReport report) {
        return new JsonObject()
                .put("format", "dbmerge-recovery/1")
                .put("name", report.name())
                .put("live", report.live())
                .put("previous", report.previous())
                .put("end", report.end())
                .putStrings("notes", report.notes())
                .toString();
    }

    /** Gives what there is of a merge as {@code dbmerge-status/1}, with a line end. */
    public static String status(StatusReport report) {
        return StatusJson.of(report).toString();
    }

    /** Gives what a cleaning dropped as {@code dbmerge-cleaning/1}, with a line end. */
    public static String cleaning(CleaningReport report) {
        return StatusJson.of(report).toString();
    }

    /** Gives what the servers of a merge are like as {@code dbmerge-doctor/1}, with a line end. */
    public static String doctor(DoctorReport report) {
        return DoctorJson.of(report);
    }

    /** Gives what the cases of one spec showed as {@code dbmerge-test/1}, with a line end. */
    public static String test(TestReport report) {
        return TestJson.of(report);
    }

    /**
     * Writes the report of a run to a file, also in a thread that was interrupted, which could not write otherwise; it is told again
     * afterwards.
     */
    public static void writeAlsoInterrupted(MergeReport report, Path file) {
        boolean interrupted = Thread.interrupted();
        try {
            write(report, file);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Writes the report to a file; a reader sees the old file or the new one, never half of one.
     *
     * @throws MergeException with {@link ErrorCode#REPORT_FILE} when it cannot be written; the old file stays then
     */
    public static void write(MergeReport report, Path file) {
        WholeFile.write("report", file, run(report));
    }

    /**
     * Saves the plan to a file that {@link SavedPlan#read} takes; a reader sees the old file or the new one, never half of one.
     *
     * @throws MergeException with {@link ErrorCode#REPORT_FILE} when it cannot be written; the old file stays then
     */
    public static void write(MergePlan plan, Path file) {
        WholeFile.write("plan", file, plan(plan));
    }

    private static JsonObject part(PlanBasis.Part part) {
        return new JsonObject()
                .put("table", part.table())
                .put("name", part.name())
                .put("form", part.form());
    }

    static JsonObject finding(Finding finding) {
        return new JsonObject()
                .put("level", finding.level())
                .put("code", finding.code().toString())
                .put("table", finding.table())
                .put("subject", finding.subject())
                .put("problem", finding.problem())
                .put("remedy", finding.remedy())
                .putObjects("decisions", finding.decisions(), JsonReport::decision);
    }

    private static JsonObject decision(Decision decision) {
        return new JsonObject().put("meaning", decision.meaning()).putStrings("lines", decision.lines());
    }

    private static JsonObject table(TablePlan table) {
        return new JsonObject()
                .put("table", table.table())
                .put("origin", table.origin())
                .putObject("staging", rowCount(table.staging()))
                .putObject("production", rowCount(table.production()))
                .putObject("result", rowCount(table.result()))
                .putObjects("columns", table.columns(), JsonReport::column)
                .putStrings("dropped", table.dropped());
    }

    private static Optional<JsonObject> rowCount(Optional<RowCount> count) {
        return count.map(rows -> new JsonObject().put("rows", rows.rows()).put("exact", rows.exact()));
    }

    private static JsonObject column(ColumnMapping column) {
        return new JsonObject()
                .put("column", column.column())
                .put("source", column.source())
                .put("expression", column.expression());
    }

    private static JsonObject forecast(RuleForecast forecast) {
        return new JsonObject()
                .put("rule", forecast.rule())
                .put("table", forecast.table())
                .put("rows", forecast.rows())
                .put("of", forecast.of())
                .put("note", forecast.note());
    }

    private static JsonObject table(TableResult table) {
        return new JsonObject()
                .put("table", table.table())
                .put("origin", table.origin())
                .put("copied", table.copied())
                .put("comparison", table.comparison())
                .put("sourceSum", table.sourceSum())
                .put("targetSum", table.targetSum())
                .put("rows", table.rows());
    }

    private static JsonObject rule(RuleResult rule) {
        return new JsonObject()
                .put("rule", rule.rule())
                .put("table", rule.table())
                .put("before", rule.before())
                .put("removed", rule.removed())
                .put("changed", rule.changed())
                .put("after", rule.after());
    }

    private static JsonObject check(CheckResult check) {
        return new JsonObject()
                .put("id", check.id())
                .put("holds", check.holds())
                .put("fatal", check.fatal())
                .put("rows", check.rows())
                .putStrings("keys", check.keys());
    }

    private static JsonObject step(StepResult step) {
        return new JsonObject()
                .put("id", step.id())
                .put("status", step.status())
                .put("rows", step.rows())
                .put("tookMillis", step.took().toMillis())
                .put("detail", step.detail());
    }
}
