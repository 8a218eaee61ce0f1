package dev.dbmerge.cli;

import dev.dbmerge.event.MergeListener;
import dev.dbmerge.plan.MergePlan;
import dev.dbmerge.plan.StepSql;
import dev.dbmerge.report.MergeReport;
import dev.dbmerge.report.SavedPlan;
import dev.dbmerge.spec.MergeSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One opened merge, as far as commands use it; {@link OpenMerge} is the real one. */
interface Merge extends AutoCloseable {
    /** What the caller of a run decides beside the spec. */
    enum Choice {
        REPLACE_TARGET,
        WITHOUT_SPEC_HOOKS
    }

    /** Opens merges. */
    @FunctionalInterface
    interface Opener {
        Merge open(MergeSpec spec, Set<Choice> choices, Optional<Path> reportFile);
    }

    MergePlan plan();

    /** Plans anew, and refuses where a saved plan speaks of something else. */
    MergePlan plan(SavedPlan saved);

    /** Gives what a run of the plan would give to the servers. */
    List<StepSql> sql(MergePlan plan);

    MergeReport run(MergePlan plan, MergeListener listener);

    /** Gives what the last run did, also when it threw. */
    Optional<MergeReport> lastReport();

    void interrupt();

    @Override
    void close();
}
