package dev.dbmerge.cli;

import dev.dbmerge.Merger;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.report.CleaningReport;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.PromotionPreview;
import dev.dbmerge.report.PromotionReport;
import dev.dbmerge.report.RecoveryReport;
import dev.dbmerge.report.RollbackPreview;
import dev.dbmerge.report.RollbackReport;
import dev.dbmerge.report.SavedPlan;
import dev.dbmerge.report.StatusReport;
import dev.dbmerge.report.VerifyReport;
import dev.dbmerge.spec.MergeSpec;
import java.util.List;
import java.util.Optional;

/** A merge that the library opened. */
final class OpenMerge implements Merge {
    private final Merger merger;

    private OpenMerge(Merger merger) {
        this.merger = merger;
    }

    static Merge open(MergeSpec spec, Terms terms) {
        Merger.Builder builder = Merger.of(spec);
        if (terms.choices().contains(Choice.REPLACE_TARGET)) {
            builder.replaceTarget();
        }
        if (terms.choices().contains(Choice.RESTART)) {
            builder.restart();
        }
        if (terms.choices().contains(Choice.WITHOUT_SPEC_HOOKS)) {
            builder.withoutSpecHooks();
        }
        if (terms.choices().contains(Choice.WITHOUT_BACKUP_PROOF)) {
            builder.withoutBackupProof();
        }
        if (terms.choices().contains(Choice.ACCEPT_LOSS)) {
            builder.acceptLoss();
        }
        terms.reportFile().ifPresent(builder::reportFile);
        terms.threads().ifPresent(builder::threads);
        builder.copyMethod(terms.method());
        builder.maxLoad(terms.maxLoad());
        builder.verification(terms.verification());
        builder.swapWay(terms.way());
        builder.onDump(terms.dumps());
        return new OpenMerge(builder.open());
    }

    @Override
    public MergePlan plan() {
        return merger.plan();
    }

    @Override
    public MergePlan plan(SavedPlan saved) {
        return merger.plan(saved);
    }

    @Override
    public List<StepSql> sql(MergePlan plan) {
        return merger.sql(plan);
    }

    @Override
    public MergeReport run(MergePlan plan, MergeListener... listeners) {
        return merger.run(plan, listeners);
    }

    @Override
    public VerifyReport verify() {
        return merger.verify();
    }

    @Override
    public PromotionPreview previewPromotion() {
        return merger.previewPromotion();
    }

    @Override
    public PromotionReport promote(MergeListener... listeners) {
        return merger.promote(listeners);
    }

    @Override
    public RollbackPreview previewRollback() {
        return merger.previewRollback();
    }

    @Override
    public RollbackReport rollback(MergeListener... listeners) {
        return merger.rollback(listeners);
    }

    @Override
    public RecoveryReport recover() {
        return merger.recover();
    }

    @Override
    public StatusReport status() {
        return merger.status();
    }

    @Override
    public CleaningReport clean(StatusReport shown, MergeListener... listeners) {
        return merger.clean(shown, listeners);
    }

    @Override
    public Optional<MergeReport> lastReport() {
        return merger.lastReport();
    }

    @Override
    public void interrupt() {
        merger.interrupt();
    }

    @Override
    public void close() {
        merger.close();
    }
}
