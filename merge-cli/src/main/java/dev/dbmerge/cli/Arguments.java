package dev.dbmerge.cli;

import dev.dbmerge.plan.CopyMethod;
import dev.dbmerge.plan.Finding;
import dev.dbmerge.plan.SwapWay;
import dev.dbmerge.plan.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What the user asked for: the flags, and where one is not given its environment variable. */
final class Arguments {
    private final Map<Flag, String> values;
    private final Map<Flag, Integer> counts;
    private final List<String> operands;
    private final Console console;

    Arguments(Map<Flag, String> values, Map<Flag, Integer> counts, List<String> operands, Console console) {
        this.values = new EnumMap<>(values);
        this.counts = new EnumMap<>(counts);
        this.operands = List.copyOf(operands);
        this.console = console;
    }

    /** Tells whether a flag without value is set. */
    boolean has(Flag flag) {
        return counts.containsKey(flag)
                || variable(flag).map(value -> yes(flag, value)).orElse(false);
    }

    /** Gives the value of a flag. */
    Optional<String> value(Flag flag) {
        return Optional.ofNullable(values.get(flag)).or(() -> variable(flag));
    }

    /** Gives a flag's file, relative to where the command was called. */
    Optional<Path> path(Flag flag) {
        return value(flag).map(console.folder()::resolve);
    }

    /** Gives a flag's share of a hundred. */
    OptionalInt percent(Flag flag) {
        Optional<String> given = value(flag);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        String takes = "a whole number from 0 to 100";
        if (given.get().matches("\\d{1,2}|100")) {
            return OptionalInt.of(Integer.parseInt(given.get()));
        }
        if (values.containsKey(flag)) {
            throw Usage.wrong("The option " + flag + " was given '" + given.get() + "'.", "It takes " + takes + ".");
        }
        throw badVariable(flag, takes);
    }

    /** Gives the files and folders beside the options, relative to where the command was called. */
    List<Path> paths() {
        return operands.stream()
                .map(console.folder()::resolve)
                .map(Path::normalize)
                .toList();
    }

    /** Gives the spec's file: the one that is named, else {@code merge.yml} of the folder. */
    Path spec() {
        Optional<Path> named = path(Flag.CONFIG);
        Path standard = console.folder().resolve("merge.yml");
        if (named.isEmpty() && !Files.exists(standard)) {
            throw Usage.wrong(
                    "There is no merge.yml in " + console.folder() + ".",
                    "Name the spec with --config FILE, or go to its folder.");
        }
        return named.orElse(standard);
    }

    ColorChoice color() {
        ColorChoice otherwise = console.variable("NO_COLOR").isPresent() ? ColorChoice.NEVER : ColorChoice.AUTO;
        return value(Flag.COLOR).map(this::choice).orElse(otherwise);
    }

    /** Gives the least grave level of a finding that forbids a run: BLOCKER, or WARNING where the user wants it. */
    Finding.Level failOn() {
        String text = value(Flag.FAIL_ON).orElse("blocker");
        return switch (text) {
            case "blocker" -> Finding.Level.BLOCKER;
            case "warning" -> Finding.Level.WARNING;
            default -> {
                String takes = "blocker or warning";
                throw values.containsKey(Flag.FAIL_ON)
                        ? Usage.wrong("The option --fail-on was given '" + text + "'.", "It takes " + takes + ".")
                        : badVariable(Flag.FAIL_ON, takes);
            }
        };
    }

    /** Gives how many sessions work at the same time; empty for the default. */
    OptionalInt threads() {
        Optional<String> given = value(Flag.THREADS);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        if (given.get().matches("[1-9]\\d?")) {
            return OptionalInt.of(Integer.parseInt(given.get()));
        }
        throw wrong(Flag.THREADS, given.get(), "a whole number from 1 to 99");
    }

    /** Gives the way in which rows are to travel. */
    CopyMethod copyMethod() {
        String given = value(Flag.COPY_METHOD).orElse("auto");
        return Stream.of(CopyMethod.values())
                .filter(method -> method.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() -> wrong(Flag.COPY_METHOD, given, "auto, server, load or insert"));
    }

    /** Gives how the tables are swapped. */
    SwapWay way() {
        String given = value(Flag.WAY).orElse("auto");
        return Stream.of(SwapWay.values())
                .filter(way -> way.text().equals(given))
                .findFirst()
                .orElseThrow(() -> wrong(Flag.WAY, given, "auto, lock-rename or staircase"));
    }

    /** Gives how copies are compared. */
    Verification verification() {
        String given = value(Flag.VERIFY).orElse("full");
        return Stream.of(Verification.values())
                .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() -> wrong(Flag.VERIFY, given, "full, overlay or counts"));
    }

    /** Gives the values up to which the copy goes on, by the names of status variables. */
    Map<String, Long> maxLoad() {
        String given = value(Flag.MAX_LOAD).orElse("");
        Map<String, Long> limits = new LinkedHashMap<>();
        for (String limit : given.isEmpty() ? new String[0] : given.split(",", -1)) {
            if (!limit.strip().matches("[A-Za-z_]+=\\d{1,15}")) {
                throw wrong(Flag.MAX_LOAD, given, "limits such as Threads_running=25, a comma between");
            }
            String[] sides = limit.strip().split("=");
            limits.put(sides[0], Long.parseLong(sides[1]));
        }
        return limits;
    }

    private RuntimeException wrong(Flag flag, String given, String takes) {
        return values.containsKey(flag)
                ? Usage.wrong("The option " + flag + " was given '" + given + "'.", "It takes " + takes + ".")
                : badVariable(flag, takes);
    }

    /** Gives how much is logged: 0, 1 or 2. */
    int verbosity() {
        if (counts.containsKey(Flag.VERBOSE)) {
            return Math.min(2, counts.get(Flag.VERBOSE));
        }
        return switch (variable(Flag.VERBOSE).orElse("0")) {
            case "0" -> 0;
            case "1" -> 1;
            case "2" -> 2;
            default -> throw badVariable(Flag.VERBOSE, "0, 1 or 2");
        };
    }

    private Optional<String> variable(Flag flag) {
        return flag.variable().flatMap(console::variable);
    }

    private ColorChoice choice(String text) {
        for (ColorChoice choice : ColorChoice.values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
                return choice;
            }
        }
        if (values.containsKey(Flag.COLOR)) {
            throw Usage.wrong("The option --color was given '" + text + "'.", "It takes auto, always or never.");
        }
        throw badVariable(Flag.COLOR, "auto, always or never");
    }

    private boolean yes(Flag flag, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes" -> true;
            case "0", "false", "no" -> false;
            default -> throw badVariable(flag, "true or false");
        };
    }

    private RuntimeException badVariable(Flag flag, String takes) {
        String name = flag.variable().orElseThrow();
        return Usage.wrong(
                "The environment variable " + name + " is '" + variable(flag).orElse("") + "'.",
                "It takes " + takes + ".");
    }
}
