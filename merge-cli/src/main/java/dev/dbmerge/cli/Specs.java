package dev.dbmerge.cli;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.spec.MergeSpec;
import dev.dbmerge.spec.ReleaseLoader;
import dev.dbmerge.spec.ReleaseSpec;
import dev.dbmerge.spec.SpecLoader;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads what {@code --config} names: the spec of one merge, or a release of several. */
final class Specs {
    private Specs() {}

    static boolean isRelease(Arguments arguments, Console console) {
        return ReleaseLoader.isRelease(arguments.spec(), console.environment());
    }

    static ReleaseSpec release(Arguments arguments, Console console) {
        return ReleaseLoader.load(arguments.spec(), console.environment());
    }

    /** Reads the spec of one merge for a command that takes no release. */
    static MergeSpec one(Command command, Arguments arguments, Console console) {
        if (isRelease(arguments, console)) {
            throw several(command.name(), arguments.spec(), release(arguments, console));
        }
        return SpecLoader.load(arguments.spec(), console.environment());
    }

    private static MergeException several(String command, Path file, ReleaseSpec release) {
        String calls = release.specs().values().stream()
                .map(spec -> "dbmerge " + command + " -c " + spec.file())
                .collect(Collectors.joining(", then "));
        return Usage.wrong(
                file + " is a release of several specs, and " + command + " takes one.", "Call " + calls + ".");
    }
}
