package dev.dbmerge.event;

import dev.dbmerge.plan.Step;
import dev.dbmerge.report.RunEnd;
import dev.dbmerge.report.RunStart;
import dev.dbmerge.report.StepResult;
import dev.dbmerge.report.StepState;
import java.time.Duration;
import java.util.List;

/**
 * Watches a run; every method is called on the thread of the run and does nothing unless overridden.
 *
 * <p>{@link #runStarted} comes first and {@link #runFinished} last, once each. Of a step {@link #started} comes first and {@link
 * #finished} last; several steps go on at the same time. The run waits for each call, so that a listener has to be quick. What it
 * throws is logged and stops nothing.
 */
public interface MergeListener {
    /** Is told before anything is done. */
    default void runStarted(RunStart start) {}

    /** Is told before a step begins. */
    default void started(Step step) {}

    /**
     * Is told while a step goes on, at every batch of rows; {@link #moved} is told less often and more.
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

    /** Is told how far a step is and how fast it goes on; once a second and step at most. */
    default void moved(StepState state) {}

    /** Is told after a step has ended, in whatever way. */
    default void finished(Step step, StepResult result) {}

    /** Is told before an executable of the hooks folder starts, by its name. */
    default void hookStarted(String hook) {}

    /** Is told a line that a hook printed, without its line end and without secrets. */
    default void hookPrinted(String hook, String line) {}

    /** Is told after an executable of the hooks folder has ended, in whatever way. */
    default void hookFinished(String hook, Duration took) {}

    /** Is told what the report will hold as a note. */
    default void noted(String note) {}

    /** Gives what the report is to say about the listener, such as that it tells nothing more; asked after each step and before a report. */
    default List<String> troubles() {
        return List.of();
    }

    /** Is told how the run ended, in whatever way. */
    default void runFinished(RunEnd end) {}
}
