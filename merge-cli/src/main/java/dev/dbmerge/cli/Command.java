package dev.dbmerge.cli;

import java.util.List;

/** One command of the command line. */
interface Command {
    String name();

    /** Gives one clause for the list of commands. */
    String summary();

    /** Gives what {@code --help} says, in lines. */
    List<String> description();

    /** Gives what may stand beside its options, such as {@code [paths]}; empty where nothing may. */
    default String operands() {
        return "";
    }

    /** Gives its own flags; {@code --json}, {@code --color}, {@code -v} and {@code --help} come with every command. */
    List<Flag> flags();

    /**
     * Does what was asked.
     *
     * @return the exit code
     * @throws dev.dbmerge.error.MergeException for what ends with an error; the caller prints it
     */
    int run(Arguments arguments, Console console);
}
