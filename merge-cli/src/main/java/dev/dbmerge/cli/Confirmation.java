package dev.dbmerge.cli;

import dev.dbmerge.error.MergeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.function.Supplier;

/** Asks a person for the name of the database that is about to be replaced; where nobody is there, {@code --yes} has to stand in. */
final class Confirmation {
    private final Supplier<String> answers;

    /**
     * Makes it.
     *
     * @param answers gives what a person types; empty text where nothing comes
     */
    Confirmation(Supplier<String> answers) {
        this.answers = answers;
    }

    /** Reads a line of standard input. */
    static String typed() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Sees to it, before anything is done, that somebody can be asked.
     *
     * @throws MergeException where nobody can and {@code --yes} was not given
     */
    static void required(Arguments arguments, Console console, boolean asks) {
        if (asks && !arguments.has(Flag.YES) && !console.err().terminal()) {
            throw Usage.wrong(
                    "The tables of the live database are to be replaced, and there is no terminal to ask at.",
                    "Say --yes.");
        }
    }

    /** Asks for a word, unless {@code --yes} was given; where nobody can be asked that is an error. */
    void askToDrop(Arguments arguments, Console console) {
        if (arguments.has(Flag.YES)) {
            return;
        }
        if (!console.err().terminal()) {
            throw Usage.wrong("Dropping has to be confirmed, and there is no terminal to ask at.", "Say --yes.");
        }
        console.err().line("Type drop to drop what is marked with x:");
        if (!answers.get().equals("drop")) {
            throw Usage.wrong("Dropping was not confirmed; nothing was dropped.", "Type drop, or say --yes.");
        }
    }

    /**
     * Asks, unless {@code --yes} was given.
     *
     * @throws MergeException where another name comes
     */
    void ask(String live, Arguments arguments, Console console) {
        if (arguments.has(Flag.YES)) {
            return;
        }
        console.err().line("Type " + live + " to replace its tables:");
        if (!answers.get().equals(live)) {
            throw Usage.wrong("The live database " + live + " was not confirmed.", "Type its name, or say --yes.");
        }
    }
}
