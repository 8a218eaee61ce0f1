package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Writes what {@code --help} shows, from the commands and their flags. */
final class Help {
    private final List<Command> commands;

    Help(List<Command> commands) {
        this.commands = List.copyOf(commands);
    }

    /** Gives the page of {@code dbmerge --help}. */
    String overview() {
        List<String> lines = new ArrayList<>();
        lines.add("Usage: dbmerge COMMAND [options]");
        lines.add("");
        lines.add("Builds a merged MySQL or MariaDB database for a release: staging's structure and content with");
        lines.add("production's rows of the tables that a spec names, cleaned up and verified. Production is read, never written.");
        lines.add("");
        commands.forEach(command -> lines.add("  %-10s%s".formatted(command.name(), command.summary())));
        lines.add("");
        lines.add("'dbmerge COMMAND --help' shows a command's options; 'dbmerge --version' the version.");
        lines.add("");
        lines.addAll(exitCodes());
        return text(lines);
    }

    /** Gives the page of {@code dbmerge COMMAND --help}. */
    static String of(Command command) {
        List<String> lines = new ArrayList<>();
        lines.add("Usage: dbmerge " + command.name() + " [options]");
        lines.add("");
        lines.addAll(command.description());
        lines.add("");
        for (Flag flag : ArgumentParser.flags(command)) {
            lines.add(("  %-20s%-68s%s")
                    .formatted(
                            flag.letter().map(letter -> "-" + letter + ", ").orElse("    ") + flag
                                    + flag.value().map(value -> " " + value).orElse(""),
                            flag.meaning(),
                            flag.variable().orElse(""))
                    .stripTrailing());
        }
        lines.add("");
        lines.add("The names on the right are environment variables that say the same; an option wins over its variable.");
        return text(lines);
    }

    private static List<String> exitCodes() {
        return List.of(
                "Exit codes; the live database is untouched with every one of them:",
                "  0  done                                     5  building the target failed",
                "  1  unexpected error                         6  the target was built and failed its verification",
                "  2  wrong option or spec                     8  a hook said no",
                "  3  no connection, privilege or setting      9  another run holds the lock",
                "  4  refused: the plan has a blocker          " + ErrorCode.INTERRUPTED.exitCode()
                        + ", 143  interrupted");
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
