package dev.dbmerge.report;

/** How a run ended. */
public enum Outcome {
    /** The target was built and every check holds. */
    VERIFIED,
    /** The target was built and a check, a reference or a comparison does not hold; it is kept to look at. */
    REJECTED,
    /** A step stopped the run; the target is kept and a new run goes on with it. */
    FAILED
}
