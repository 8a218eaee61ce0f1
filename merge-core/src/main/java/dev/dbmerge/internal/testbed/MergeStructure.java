package dev.dbmerge.internal.testbed;

/** Makes the tables that a spec's sources have. */
interface MergeStructure {
    /** The structure of cases that stand alone: none but what their own SQL makes. */
    MergeStructure NONE = role -> false;

    /**
     * Makes a database with the tables of {@link MergeGround#STAGING} or {@link MergeGround#PRODUCTION}, without rows.
     *
     * @return false where there is no structure, and nothing was made
     */
    boolean make(String role);
}
