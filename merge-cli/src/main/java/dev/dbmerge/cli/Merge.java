package dev.dbmerge.cli;

import dev.dbmerge.event.DumpProgress;
import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.plan.SwapWay;
import dev.dbmerge.plan.Verification;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** One opened merge, as far as commands use it; {@link OpenMerge} is the real one. */
interface Merge extends AutoCloseable {
    /** What the caller of a run decides beside the spec. */
    enum Choice {
        REPLACE_TARGET,
        RESTART,
        WITHOUT_SPEC_HOOKS,
        WITHOUT_BACKUP_PROOF,
        ACCEPT_LOSS
    }

    /** Opens merges. */
    @FunctionalInterface
    interface Opener {
        Merge open(MergeSpec spec, Terms terms);
    }

    /**
     * How a merge is opened.
     *
     * @param reportFile where the report goes; empty where it is not kept
     * @param threads how many sessions work at the same time; empty for the default
     * @param method the way in which rows are to travel
     * @param maxLoad by the name of a status variable, the value up to which the copy goes on
     * @param verification how copies are compared with their sources
     * @param way how a promotion swaps the tables
     * @param dumps is told how far the loading of dumps is
     */
    record Terms(
            Set<Choice> choices,
            Optional<Path> reportFile,
            OptionalInt threads,
            CopyMethod method,
            Map<String, Long> maxLoad,
            Verification verification,
            SwapWay way,
            Consumer<DumpProgress> dumps) {
        public Terms {
            choices = Set.copyOf(choices);
        }

        /** Leaves all but the choices to the library. */
        Terms(Choice... choices) {
            this(
                    Set.of(choices),
                    Optional.empty(),
                    OptionalInt.empty(),
                    CopyMethod.AUTO,
                    Map.of(),
                    Verification.FULL,
                    SwapWay.AUTO,
                    progress -> {});
        }

        /** Asks for so many sessions. */
        Terms with(OptionalInt count) {
            return new Terms(choices, reportFile, count, method, maxLoad, verification, way, dumps);
        }

        /** Asks for one way of the swap. */
        Terms swapping(SwapWay other) {
            return new Terms(choices, reportFile, threads, method, maxLoad, verification, other, dumps);
        }

        /** Tells somebody how far the loading of dumps is. */
        Terms telling(Consumer<DumpProgress> listener) {
            return new Terms(choices, reportFile, threads, method, maxLoad, verification, way, listener);
        }
    }

    MergePlan plan();

    /** Plans anew, and refuses where a saved plan speaks of something else. */
    MergePlan plan(SavedPlan saved);

    /** Gives what a run of the plan would give to the servers. */
    List<StepSql> sql(MergePlan plan);

    MergeReport run(MergePlan plan, MergeListener... listeners);

    /** Compares the target with what its run left. */
    VerifyReport verify();

    /** Tells what a promotion would do. */
    PromotionPreview previewPromotion();

    /** Puts the target in the live database's place. */
    PromotionReport promote(MergeListener... listeners);

    /** Tells what a rollback would do. */
    RollbackPreview previewRollback();

    /** Swaps the former tables back. */
    RollbackReport rollback(MergeListener... listeners);

    /** Ends a promotion or a rollback that stopped. */
    RecoveryReport recover();

    /** Tells what there is. */
    StatusReport status();

    /** Drops what a look showed as to be dropped. */
    CleaningReport clean(StatusReport shown, MergeListener... listeners);

    /** Gives what the last run did, also when it threw. */
    Optional<MergeReport> lastReport();

    void interrupt();

    @Override
    void close();
}
