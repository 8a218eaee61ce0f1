package dev.dbmerge.plan;

/** How rows travel from a source to the target. */
public enum CopyMethod {
    /** The fastest that servers, accounts and the source's consistency allow. */
    AUTO,
    /** INSERT .. SELECT within one server. */
    SERVER,
    /** A stream into LOAD DATA LOCAL. */
    LOAD,
    /** A stream into INSERTs of many rows. */
    INSERT
}
