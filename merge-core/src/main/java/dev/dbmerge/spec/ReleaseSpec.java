package dev.dbmerge.spec;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Several merges that go live together, as {@code release.yml} says it.
 *
 * @param file the file that was read; paths in it were resolved against its folder
 * @param name the release's name, of letters, digits, {@code -} and {@code _}
 * @param specs the merges by the names that references use, in the file's order
 * @param references between the targets of different specs
 * @param hooks folder of executables
 */
public record ReleaseSpec(
        Path file, String name, Map<String, MergeSpec> specs, List<ReleaseReference> references, Optional<Path> hooks) {
    public ReleaseSpec {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        specs = Collections.unmodifiableMap(new LinkedHashMap<>(specs));
        references = List.copyOf(references);
        Objects.requireNonNull(hooks, "hooks");
    }
}
