package dev.dbmerge.event;

import dev.dbmerge.plan.Step;
import dev.dbmerge.report.StepResult;

/** Watches a run; every method is called on the thread of the run and does nothing unless overridden. */
public interface MergeListener {
    /** Is told before a step begins. */
    default void started(Step step) {}

    /**
     * Is told while a step goes on.
     *
     * @param rows rows done so far
     * @param of rows in all, as far as known; 0 where not
     */
    default void progressed(Step step, long rows, long of) {}

    /**
     * Is told that a step does something else now than to move rows.
     *
     * @param what a clause, such as {@code adding indexes}
     */
    default void doing(Step step, String what) {}

    /** Is told after a step has ended, in whatever way. */
    default void finished(Step step, StepResult result) {}

    /** Is told a line that a hook printed, without its line end and without secrets. */
    default void hookPrinted(String hook, String line) {}

    /** Is told what the report will hold as a note. */
    default void noted(String note) {}
}
