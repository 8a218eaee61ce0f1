package dev.dbmerge.plan;

/** How the target's tables are compared with their sources. */
public enum Verification {
    /** The rows of every table are hashed and summed on both sides. */
    FULL,
    /** So are those of tables that hold production's rows; the rows of others are counted. */
    OVERLAY,
    /** Rows are counted; they are summed only where a step needs the sums itself. */
    COUNTS
}
