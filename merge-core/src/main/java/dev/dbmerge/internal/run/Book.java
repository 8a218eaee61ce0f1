package dev.dbmerge.internal.run;

import dev.dbmerge.plan.Step;

/** Is told what becomes of steps that run at the same time; called on the thread of the run. */
interface Book {
    /** Notes that a step begins. */
    void started(Step step);

    /** Notes how far a step is. */
    void progressed(Step step, long rows, long of);

    /** Notes what else a step does now. */
    void doing(Step step, String what);

    /** Notes what a step did. */
    void finished(Step step, Done done);

    /** Notes what stopped a step. */
    void failed(Step step, RuntimeException e);
}
