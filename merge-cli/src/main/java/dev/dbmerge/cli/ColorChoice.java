package dev.dbmerge.cli;

/** When output is colored. */
enum ColorChoice {
    /** On a terminal. */
    AUTO,
    ALWAYS,
    NEVER
}
