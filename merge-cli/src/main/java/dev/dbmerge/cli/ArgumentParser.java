package dev.dbmerge.cli;

import dev.dbmerge.error.MergeException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Reads the options of one command. */
final class ArgumentParser {
    private static final List<Flag> COMMON = List.of(Flag.JSON, Flag.COLOR, Flag.VERBOSE, Flag.HELP);

    private final Command command;

    ArgumentParser(Command command) {
        this.command = command;
    }

    /** Gives the flags that a command takes, its own first. */
    static List<Flag> flags(Command command) {
        List<Flag> flags = new ArrayList<>(command.flags());
        flags.addAll(COMMON);
        return List.copyOf(flags);
    }

    /**
     * Reads the words behind the command's name.
     *
     * @throws MergeException with {@link dev.dbmerge.error.ErrorCode#USAGE} for the first word that is wrong
     */
    Arguments parse(List<String> words, Console console) {
        CommandLine line = line(words);
        if (!line.getArgList().isEmpty() && command.operands().isEmpty()) {
            throw Usage.wrong(
                    "dbmerge " + command.name() + " takes no argument '"
                            + line.getArgList().get(0) + "'.",
                    seeHelp());
        }
        Map<Flag, String> values = new EnumMap<>(Flag.class);
        Map<Flag, Integer> counts = new EnumMap<>(Flag.class);
        for (Flag flag : flags(command)) {
            note(flag, line, values, counts);
        }
        return new Arguments(values, counts, line.getArgList(), console);
    }

    private void note(Flag flag, CommandLine line, Map<Flag, String> values, Map<Flag, Integer> counts) {
        List<Option> given = List.of(line.getOptions()).stream()
                .filter(option -> option.getLongOpt().equals(flag.word()))
                .toList();
        if (given.isEmpty()) {
            return;
        }
        counts.put(flag, given.size());
        if (flag.value().isPresent()) {
            if (given.size() > 1) {
                throw Usage.wrong("The option " + flag + " stands twice.", "Give it once.");
            }
            values.put(flag, required(flag, given.get(0).getValue()));
        }
    }

    private String required(Flag flag, String value) {
        if (value.isBlank()) {
            throw Usage.wrong(
                    "The option " + flag + " was given an empty " + flag.value().orElse("value") + ".", seeHelp());
        }
        return value;
    }

    private CommandLine line(List<String> words) {
        DefaultParser parser =
                DefaultParser.builder().setAllowPartialMatching(false).get();
        try {
            return parser.parse(options(), words.toArray(String[]::new), false);
        } catch (UnrecognizedOptionException e) {
            throw unknown(e.getOption());
        } catch (MissingArgumentException e) {
            Flag flag = flag(e.getOption());
            throw Usage.wrong(
                    "The option " + flag + " needs a value.",
                    "Write " + flag + " " + flag.value().orElse("VALUE") + ".");
        } catch (ParseException e) {
            throw Usage.wrong("The options cannot be read: " + e.getMessage() + ".", seeHelp());
        }
    }

    private MergeException unknown(String word) {
        String bare = word.replaceFirst("=.*", "");
        List<String> known = flags(command).stream().map(Flag::toString).toList();
        if (known.contains(bare)) {
            return Usage.wrong("The option " + bare + " takes no value.", seeHelp());
        }
        return Usage.wrong(
                "dbmerge " + command.name() + " has no option " + bare + ".", Usage.nearest(bare, known, seeHelp()));
    }

    private String seeHelp() {
        return "See dbmerge " + command.name() + " --help.";
    }

    private Options options() {
        Options options = new Options();
        for (Flag flag : flags(command)) {
            options.addOption(Option.builder(flag.letter().orElse(null))
                    .longOpt(flag.word())
                    .hasArg(flag.value().isPresent())
                    .get());
        }
        return options;
    }

    private Flag flag(Option option) {
        return flags(command).stream()
                .filter(flag -> flag.word().equals(option.getLongOpt()))
                .findFirst()
                .orElseThrow();
    }
}
