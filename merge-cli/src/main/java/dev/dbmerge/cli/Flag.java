package dev.dbmerge.cli;

import java.util.Optional;

/**
 * Every option of the command line with its environment variable; the option wins over the variable.
 *
 * <p>What allows a loss ({@link #REPLACE}, {@link #RESTART}, {@link #ACCEPT_LOSS}), writes into the project ({@link #SAVE_STRUCTURE}, {@link #SUGGEST}) or speaks of one
 * plan ({@link #SAVE}, {@link #PLAN}, {@link #SQL}) or changes the live database ({@link #PROMOTE}, {@link #YES}) has no variable: it is a decision of one run.
 */
enum Flag {
    CONFIG("c", "config", "FILE", "DBMERGE_CONFIG", "the spec; by default ./merge.yml"),
    STAGING("", "staging", "URL", "DBMERGE_STAGING", "staging: jdbc:mysql://host/schema"),
    STAGING_USER("", "staging-user", "NAME", "DBMERGE_STAGING_USER", "its account"),
    STAGING_ENV("", "staging-env", "VAR", "", "the variable that holds its password"),
    PRODUCTION("", "production", "URL", "DBMERGE_PRODUCTION", "production: jdbc:mysql://host/schema"),
    PRODUCTION_USER("", "production-user", "NAME", "DBMERGE_PRODUCTION_USER", "its account"),
    PRODUCTION_ENV("", "production-env", "VAR", "", "the variable that holds its password"),
    OPTION_FILE("", "option-file", "FILE", "", "a MySQL option file, instead of these"),
    OUTPUT("o", "output", "FILE", "", "the spec to write; else merge.yml"),
    REPORT("", "report", "FILE", "DBMERGE_REPORT", "where the report goes; else run.json beside the spec"),
    SQL("", "sql", "", "", "print the statements that a run would give to the servers"),
    SAVE("", "save", "FILE", "", "keep the plan in a file, for run --plan"),
    PLAN("", "plan", "FILE", "", "a saved plan; refused where it no longer holds"),
    EVENTS("", "events", "FILE", "DBMERGE_EVENTS", "what happens as lines of JSON; - is standard output"),
    FAIL_ON("", "fail-on", "LEVEL", "DBMERGE_FAIL_ON", "blocker (default) or warning: what ends with code 4"),
    REPLACE("", "replace", "", "", "drop a target that dbmerge did not make; build anew"),
    RESTART("", "restart", "", "", "drop what an unfinished run left; build anew"),
    THREADS("", "threads", "N", "DBMERGE_THREADS", "sessions at the same time; else 1 to 8 by rows, cores"),
    COPY_METHOD("", "copy-method", "WAY", "DBMERGE_COPY_METHOD", "auto (default), server, load or insert"),
    VERIFY("", "verify", "LEVEL", "DBMERGE_VERIFY", "full (default), overlay or counts: how it compares"),
    MAX_LOAD("", "max-load", "LIMITS", "DBMERGE_MAX_LOAD", "where the copy pauses, as Threads_running=25"),
    WAY("", "way", "WAY", "DBMERGE_WAY", "auto (default), lock-rename or staircase: the swap"),
    CHECK("", "check", "", "", "say what would be done, and touch nothing"),
    ACCEPT_LOSS("", "accept-loss", "", "", "write what cannot be carried back to a file"),
    CLEAN("", "clean", "", "", "drop what is no longer kept; asks, or --yes"),
    NO_BACKUP_PROOF("", "no-backup-proof", "", "", "do not restore the backup to compare it"),
    YES("", "yes", "", "", "do not ask for a confirmation"),
    PROMOTE("", "promote", "", "", "promote the target when it is verified; asks, or --yes"),
    KEEP("", "keep", "", "", "leave the server up afterwards, until Ctrl-C"),
    SERVER("", "server", "WHAT", "DBMERGE_SERVER", "mysql:8.0, mysql:9.7 or a URL; else MariaDB 11.4"),
    SAVE_STRUCTURE("", "save-structure", "FILE", "", "write both structures to a file, and run nothing"),
    ALLOW_UNTESTED("", "allow-untested", "", "DBMERGE_ALLOW_UNTESTED", "a rule without a case fails nothing"),
    MIN_COVERAGE("", "min-coverage", "PERCENT", "DBMERGE_MIN_COVERAGE", "of a rule's changes that cases must notice"),
    SUGGEST("", "suggest", "", "", "write cases for changes that none notices"),
    JUNIT("", "junit", "FILE", "DBMERGE_JUNIT", "write the results as JUnit XML as well"),
    JSON("", "json", "", "DBMERGE_JSON", "print JSON instead of text"),
    COLOR("", "color", "WHEN", "DBMERGE_COLOR", "auto (default), always or never; NO_COLOR is never"),
    VERBOSE("v", "verbose", "", "DBMERGE_VERBOSE", "log what is done; -vv logs more, with stack traces"),
    HELP("h", "help", "", "", "show this");

    private final String letter;
    private final String word;
    private final String value;
    private final String variable;
    private final String meaning;

    Flag(String letter, String word, String value, String variable, String meaning) {
        this.letter = letter;
        this.word = word;
        this.value = value;
        this.variable = variable;
        this.meaning = meaning;
    }

    /** Gives the short form without its dash; empty where there is none. */
    Optional<String> letter() {
        return Optional.of(letter).filter(text -> !text.isEmpty());
    }

    String word() {
        return word;
    }

    /** Gives what the value stands for; empty for a flag that takes none. */
    Optional<String> value() {
        return Optional.of(value).filter(text -> !text.isEmpty());
    }

    /** Gives the environment variable that says the same; empty where there is none. */
    Optional<String> variable() {
        return Optional.of(variable).filter(text -> !text.isEmpty());
    }

    String meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return "--" + word;
    }
}
