package dev.dbmerge.cli;

import dev.dbmerge.error.MergeException;
import java.util.List;
import java.util.Optional;

/** Finds the command that a command line names, runs it and says how it ended. */
final class Dbmerge {
    private static final int DONE = 0;

    private final List<Command> commands;

    Dbmerge(List<Command> commands) {
        this.commands = List.copyOf(commands);
    }

    /**
     * Does what the words ask for; throws nothing.
     *
     * @return the exit code
     */
    int run(List<String> words, Console console) {
        try {
            return dispatch(words, console);
        } catch (RuntimeException | Error e) {
            new Failure(console.err(), words.contains("-vv") ? 2 : 0).print(e);
            return Failure.exitCode(e);
        }
    }

    private int dispatch(List<String> words, Console console) {
        if (words.isEmpty()) {
            console.err().text(new Help(commands).overview());
            throw Usage.wrong("No command is named.", "Name one of those above.");
        }
        String first = words.get(0);
        if (first.equals("--help") || first.equals("-h")) {
            console.out().text(new Help(commands).overview());
            return DONE;
        }
        if (first.equals("--version")) {
            console.out().line(Version.line());
            return DONE;
        }
        return run(command(first), words.subList(1, words.size()), console);
    }

    private int run(Command command, List<String> words, Console console) {
        if (words.contains("--help") || words.contains("-h")) {
            console.out().text(Help.of(command));
            return DONE;
        }
        Arguments arguments = new ArgumentParser(command).parse(words, console);
        Console colored = console.coloring(arguments.color());
        int verbosity = arguments.verbosity();
        boolean events = command.flags().contains(Flag.EVENTS) && Events.onOut(arguments);
        boolean json = arguments.has(Flag.JSON) && !events;
        Logging.level(verbosity);
        try {
            return command.run(arguments, colored);
        } catch (RuntimeException | Error e) {
            new Failure(colored.err(), verbosity).print(e);
            if (json) {
                colored.out().text(Failure.json(e));
            }
            return Failure.exitCode(e);
        }
    }

    private Command command(String name) {
        Optional<Command> found =
                commands.stream().filter(command -> command.name().equals(name)).findFirst();
        return found.orElseThrow(() -> unknown(name));
    }

    private MergeException unknown(String name) {
        List<String> known = commands.stream().map(Command::name).toList();
        String seeHelp = "See dbmerge --help.";
        if (name.startsWith("-")) {
            return Usage.wrong("The command comes first, before " + name + ".", seeHelp);
        }
        return Usage.wrong("dbmerge has no command " + name + ".", Usage.nearest(name, known, seeHelp));
    }
}
