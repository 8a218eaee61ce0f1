package dev.dbmerge.internal.run;

/** What a run does with the target of an earlier one that did not end. */
public enum Beginning {
    /** It goes on there, where both are the same merge. */
    ON,
    /** It drops it. */
    ANEW
}
