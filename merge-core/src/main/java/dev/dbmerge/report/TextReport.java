package dev.dbmerge.report;

import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.ReleasePlan;
import dev.dbmerge.plan.StepSql;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Writes plans and reports as text for people: aligned columns, lines of about 100 characters, the verdict last.
 *
 * <p>Only names that are themselves wide make a line wider. The text may change from version to version; programs read
 * {@link JsonReport}.
 */
public final class TextReport {
    /** How much is told. */
    public enum Detail {
        /** What asks for attention. */
        BRIEF,
        /** What is in order as well. */
        WHOLE
    }

    private final Ink ink;

    public TextReport(Ink ink) {
        this.ink = Objects.requireNonNull(ink, "ink");
    }

    /** Gives the plan, with a line end. */
    public String plan(MergePlan plan) {
        return new PlanText(plan, ink).text();
    }

    /** Gives the statements of a plan's steps as a script, with a line end. */
    public String sql(MergePlan plan, List<StepSql> steps) {
        return new SqlText(plan, steps).text();
    }

    /** Gives the plans of a release one after the other, then what lies between them, with a line end. */
    public String release(ReleasePlan release) {
        return new ReleaseText(release, ink).text();
    }

    /** Gives what the servers of a merge are like, with a line end; GRANT statements stay on one line each. */
    public String doctor(DoctorReport report) {
        return new DoctorText(report, ink).text();
    }

    /** Gives what a run did, with a line end. */
    public String run(MergeReport report) {
        return new RunText(report, ink).text();
    }

    /** Gives what a look at a target showed, with a line end. */
    public String verify(VerifyReport report) {
        return new VerifyText(report, ink).text();
    }

    /** Gives what a promotion would do, with a line end. */
    public String promotion(PromotionPreview preview) {
        return new PromotionText(ink).of(preview);
    }

    /** Gives what a promotion did, with a line end. */
    public String promotion(PromotionReport report) {
        return new PromotionText(ink).of(report);
    }

    /** Gives what a rollback would do, with a line end. */
    public String rollback(RollbackPreview preview) {
        return new RollbackText(ink).of(preview);
    }

    /** Gives what a rollback did, with a line end. */
    public String rollback(RollbackReport report) {
        return new RollbackText(ink).of(report);
    }

    /** Gives what became of a promotion that had stopped, with a line end. */
    public String recovery(RecoveryReport report) {
        return new PromotionText(ink).of(report);
    }

    /** Gives what there is of a merge, with a line end. */
    public String status(StatusReport report) {
        return new StatusText(ink).of(report);
    }

    /** Gives what a cleaning dropped, with a line end. */
    public String cleaning(CleaningReport report) {
        return new StatusText(ink).of(report);
    }

    /** Gives what the cases of one or several specs showed, with a line end. */
    public String test(TestReport... reports) {
        return new TestText(List.of(reports), Detail.BRIEF, ShownPaths.AS_THEY_ARE, ink).text();
    }

    /**
     * Gives what the cases of one or several specs showed, with a line end.
     *
     * @param folder that the reader is in: files below it are shown from there
     */
    public String test(List<TestReport> reports, Detail detail, Path folder) {
        return new TestText(reports, detail, new ShownPaths(folder), ink).text();
    }

    /** Gives why one case did not pass, as lines: its problems and a table of what differs. */
    public List<String> failure(CaseResult result) {
        return new FailureText(result, ShownPaths.AS_THEY_ARE, ink).details();
    }

    /**
     * Gives as lines which changes of one rule no case notices, under the rule's text; none where all are noticed.
     *
     * @param folder of the rule's cases
     */
    public List<String> coverage(RuleCoverage coverage, Path folder) {
        return new CoverageText(coverage, folder.toString(), Detail.BRIEF, ink).lines();
    }
}
