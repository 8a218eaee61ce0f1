package dev.dbmerge.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a command talks through and what surrounds it: the process's own in a shell, others in a test.
 *
 * @param out takes data
 * @param err takes everything else
 * @param folder that relative paths start from
 * @param home the folder that holds {@code sql/}: the unpacked distribution or a source checkout; empty where the
 *     launcher did not name it
 */
record Console(Output out, Output err, Map<String, String> environment, Path folder, Optional<Path> home) {
    Console {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(home, "home");
    }

    /** Gives a variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Gives the same console with colors as asked. */
    Console coloring(ColorChoice choice) {
        return new Console(out.coloring(choice), err.coloring(choice), environment, folder, home);
    }
}
