package dev.dbmerge.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
        lines.add("Builds a merged MySQL or MariaDB database for a release: staging's structure and");
        lines.add("content with production's rows of the tables that a spec names, cleaned up and");
        lines.add("verified. Production is read, and written by promote and rollback alone.");
        lines.add("");
        commands.forEach(command -> lines.add("  %-10s%s".formatted(command.name(), command.summary())));
        lines.add("");
        lines.add("'dbmerge COMMAND --help' shows its options, 'dbmerge --version' the version.");
        lines.add("");
        lines.addAll(exitCodes());
        return text(lines);
    }

    /** Gives the page of {@code dbmerge COMMAND --help}. */
    static String of(Command command) {
        List<String> lines = new ArrayList<>();
        String operands = command.operands().isEmpty() ? "" : command.operands() + " ";
        lines.add("Usage: dbmerge " + command.name() + " " + operands + "[options]");
        lines.add("");
        lines.addAll(command.description());
        lines.add("");
        List<Flag> flags = ArgumentParser.flags(command);
        lines.addAll(columns(flags, Help::form, Flag::meaning));
        lines.add("");
        lines.add("The environment can say the same, and an option wins over it:");
        List<Flag> variable =
                flags.stream().filter(flag -> flag.variable().isPresent()).toList();
        lines.addAll(columns(variable, flag -> flag.variable().orElseThrow(), Help::takes));
        return text(lines);
    }

    private static String form(Flag flag) {
        return flag.letter().map(letter -> "-" + letter + ", ").orElse("    ")
                + flag
                + flag.value().map(value -> " " + value).orElse("");
    }

    private static List<String> columns(List<Flag> flags, Function<Flag, String> left, Function<Flag, String> right) {
        int width = 2 + flags.stream().map(left).mapToInt(String::length).max().orElse(0);
        String form = "  %-" + Math.max(20, width) + "s%s";
        return flags.stream()
                .map(flag -> form.formatted(left.apply(flag), right.apply(flag)))
                .toList();
    }

    private static String takes(Flag flag) {
        return switch (flag) {
            case JSON, ALLOW_UNTESTED -> "true or false";
            case COLOR -> "auto, always or never";
            case FAIL_ON -> "blocker or warning";
            case VERBOSE -> "0, 1 or 2";
            default -> flag.value().orElseThrow();
        };
    }

    private static List<String> exitCodes() {
        return List.of(
                "Exit codes; the live database is as before but with 0, 11, 12 of a swap:",
                "  0  done",
                "  1  unexpected error",
                "  2  a wrong option or a mistake in the spec",
                "  3  no connection, or a privilege or setting is missing",
                "  4  refused: the plan has a blocker, or the databases changed since it",
                "  5  building the target failed; run again (or a report cannot be written)",
                "  6  the target was built and did not pass its verification; it is kept",
                "  7  the promotion failed and was undone",
                "  8  a hook said no",
                "  9  another run holds the lock",
                "  10  a case of the rules does not pass, or a rule is not tested enough",
                "  11  promoted, or rolled back; something after the swap failed",
                "  12  the promotion stopped half way: dbmerge recover",
                "  130, 143  interrupted; run again");
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
