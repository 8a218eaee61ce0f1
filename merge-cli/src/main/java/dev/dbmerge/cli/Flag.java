package dev.dbmerge.cli;

import java.util.Optional;

/**
 * Every option of the command line with its environment variable; the option wins over the variable.
 *
 * <p>What allows a loss ({@link #REPLACE}) or writes into the project ({@link #SAVE_STRUCTURE}, {@link #SUGGEST}) has no
 * variable: it is a decision of one run.
 */
enum Flag {
    CONFIG("c", "config", "FILE", "DBMERGE_CONFIG", "the spec; by default ./merge.yml"),
    REPORT("", "report", "FILE", "DBMERGE_REPORT", "where the report goes; by default run.json beside the spec"),
    REPLACE("", "replace", "", "", "drop a target that dbmerge did not make, and build it anew"),
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
