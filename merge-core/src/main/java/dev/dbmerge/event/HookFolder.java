package dev.dbmerge.event;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the hooks of a folder and tells what in it is not one. */
final class HookFolder {
    /** What may follow the moment: an order or name, then one extension; {@code .sh~} and {@code .sh.bak} are copies. */
    private static final Pattern AFTER_MOMENT = Pattern.compile("(-[A-Za-z0-9_-]+)?(\\.[A-Za-z0-9]+)?");

    private static final Pattern LEFT_ALONE = Pattern.compile("\\..*|README.*|.*\\.(sample|example)");

    private final Path folder;

    HookFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** One executable, and the moment that its name begins with. */
    record Found(Path file, Moment moment) {}

    /** Lists the hooks in the order of their names; every file that is none is told of at once. */
    List<Found> hooks() {
        List<Found> hooks = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (Path file : files()) {
            Optional<Moment> moment = momentOf(name(file));
            if (moment.isEmpty()) {
                mistakes.add("Hook file " + file + notAName(name(file)));
            } else if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
                mistakes.add("Hook file " + file + " is not executable; chmod +x makes it so.");
            } else {
                hooks.add(new Found(file, moment.get()));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new MergeException(ErrorCode.HOOK_FILE, String.join("\n", mistakes), remedy(mistakes.size()));
        }
        return hooks;
    }

    private List<Path> files() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> !Files.isDirectory(file))
                    .filter(file -> !LEFT_ALONE.matcher(name(file)).matches())
                    .sorted(Comparator.comparing(HookFolder::name))
                    .toList();
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.HOOK_FILE,
                    "The hooks folder " + folder + " cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    "Make it a folder that this account may read, or take hooks out of the spec.",
                    e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static Optional<Moment> momentOf(String name) {
        return Arrays.stream(Moment.values())
                .filter(moment -> name.startsWith(moment.fileName()))
                .filter(moment -> AFTER_MOMENT
                        .matcher(name.substring(moment.fileName().length()))
                        .matches())
                .findFirst();
    }

    private static String remedy(int mistakes) {
        return mistakes == 1
                ? "Mend it, or add .sample to its name to have it left alone."
                : "Mend these " + mistakes + ", or add .sample to their names to have them left alone.";
    }

    private static String notAName(String name) {
        return Arrays.stream(Moment.values())
                .map(Moment::fileName)
                .filter(name::startsWith)
                .findFirst()
                .map(moment ->
                        " has more after its moment than a name and one extension, as in " + moment + "-10-notify.sh.")
                .orElseGet(() -> " begins with no moment of a run" + suggestion(name));
    }

    private static String suggestion(String name) {
        return Arrays.stream(Moment.values())
                .map(Moment::fileName)
                .min(Comparator.comparingInt(moment -> distanceToStart(moment, name)))
                .filter(moment -> distanceToStart(moment, name) <= moment.length() / 3)
                .map(moment -> "; did you mean " + moment + "?")
                .orElseGet(() -> " (" + moments() + ").");
    }

    private static String moments() {
        return Arrays.stream(Moment.values()).map(Moment::fileName).collect(Collectors.joining(", "));
    }

    /** Gives the least number of edits that turn the moment into some beginning of the name (Levenshtein). */
    private static int distanceToStart(String moment, String name) {
        String start = name.toLowerCase(Locale.ROOT).replace('_', '-');
        int[] row = new int[start.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= moment.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= start.length(); j++) {
                int changed = diagonal + (moment.charAt(i - 1) == start.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return Arrays.stream(row).min().getAsInt();
    }
}
