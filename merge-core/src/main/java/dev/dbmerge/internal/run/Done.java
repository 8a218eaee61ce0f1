package dev.dbmerge.internal.run;

/**
 * What a step has to say.
 *
 * @param rows rows copied, removed, changed or found; 0 where the step has none
 * @param detail a clause for people; empty where there is nothing to say
 * @param verdict whether what the step looked at holds
 */
record Done(long rows, String detail, Verdict verdict) {
    static Done of(long rows, String detail) {
        return new Done(rows, detail, Verdict.HOLDS);
    }

    /** What the run does next. */
    enum Verdict {
        HOLDS,
        /** The target is rejected; the steps that follow still run. */
        REJECTED,
        /** The target is rejected, and what follows would mean nothing. */
        REJECTED_AND_OVER
    }
}
