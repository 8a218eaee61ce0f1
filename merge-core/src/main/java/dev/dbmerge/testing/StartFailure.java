package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a server printed before it ended into an error that says what to do. */
final class StartFailure {
    private static final Pattern LIBRARY =
            Pattern.compile("error while loading shared libraries: (\\S+?):|Library not loaded: (\\S+)");
    private static final Pattern OTHER_C_LIBRARY = Pattern.compile("version `(GLIBC\\S*)' not found");
    private static final Pattern ERROR_LINE = Pattern.compile("\\[ERROR\\]\\s*(.+)");
    private static final Pattern NO_SPACE = Pattern.compile("No space left on device|Disk is full|errno: 28");

    private StartFailure() {}

    /** Makes the error; {@code verb} is what could not be done, as in "started". */
    static MergeException of(Recipe recipe, String verb, String said, Throwable cause) {
        Matcher library = LIBRARY.matcher(said);
        Matcher glibc = OTHER_C_LIBRARY.matcher(said);
        if (library.find()) {
            String name = library.group(1) == null ? library.group(2) : library.group(1);
            return error(recipe, verb, "this machine lacks the library " + name, recipe.libraryRemedy(), cause);
        }
        if (glibc.find()) {
            return error(
                    recipe,
                    verb,
                    "this machine's C library is older than " + glibc.group(1),
                    "Use a newer system.",
                    cause);
        }
        if (NO_SPACE.matcher(said).find()) {
            return error(
                    recipe, verb, "the disk is full", "Free some, or move DBMERGE_CACHE and -Djava.io.tmpdir.", cause);
        }
        return error(recipe, verb, "it said: " + lastWords(said), "Mend that, or use a server of your own.", cause);
    }

    /** Makes the error of a server that neither ends nor takes connections. */
    static MergeException late(Recipe recipe, Duration patience, String said, Throwable cause) {
        return new MergeException(
                ErrorCode.EMBEDDED_SERVER,
                "The embedded " + recipe.product() + " took no connections for " + patience.toSeconds()
                        + " s, it said last: " + lastLine(said).replaceFirst("\\.$", "") + ".",
                "Start it again when the machine has less to do, or use a server of your own.",
                cause);
    }

    private static MergeException error(Recipe recipe, String verb, String state, String remedy, Throwable cause) {
        String server = "The embedded " + recipe.product();
        String problem = server + " cannot be " + verb + ", " + state.replaceFirst("\\.$", "") + ".";
        return new MergeException(ErrorCode.EMBEDDED_SERVER, problem, remedy, cause);
    }

    static String lastWords(String said) {
        Matcher error = ERROR_LINE.matcher(said);
        if (error.find()) {
            return error.group(1).strip();
        }
        return lastLine(said);
    }

    private static String lastLine(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1).strip();
    }
}
