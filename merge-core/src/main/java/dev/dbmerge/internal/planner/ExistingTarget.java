package dev.dbmerge.internal.planner;

/** What to do with a target that exists and that dbmerge did not make. */
public enum ExistingTarget {
    REFUSE,
    REPLACE
}
