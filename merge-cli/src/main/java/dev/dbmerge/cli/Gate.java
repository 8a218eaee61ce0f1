package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.Finding.Level;
import dev.dbmerge.plan.MergePlan;
import java.util.Optional;

/**
 * Says whether a plan is good enough for its user.
 *
 * @param failOn the least grave level that is refused
 */
record Gate(Level failOn) {
    /** Gives why a run is refused; empty where it may go on. */
    Optional<MergeException> refusal(MergePlan plan) {
        if (plan.blocked()) {
            int blockers = plan.blockers().size();
            return Optional.of(refused(
                    "The plan has " + Words.count(blockers, "blocker") + "; nothing was written.",
                    "Decide " + it(blockers) + " in the spec; dbmerge plan shows the whole plan."));
        }
        long warnings = plan.findings().stream()
                .map(Finding::level)
                .filter(level -> level == Level.WARNING)
                .count();
        if (failOn != Level.WARNING || warnings == 0) {
            return Optional.empty();
        }
        return Optional.of(refused(
                "The plan has " + Words.count(warnings, "warning") + ", which --fail-on warning refuses; nothing was"
                        + " written.",
                "Decide " + it(warnings) + " in the spec, or go on with --fail-on blocker."));
    }

    private static String it(long count) {
        return count == 1 ? "it" : "them";
    }

    private static MergeException refused(String problem, String remedy) {
        return new RefusedException(ErrorCode.PLAN_BLOCKED, problem, remedy);
    }
}
