package dev.dbmerge.spec;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code dbmerge test} reads beside the rules.
 *
 * @param cases folder of the rules' cases; need not exist
 * @param staging an SQL file or a folder of Flyway migrations that makes staging's structure; empty where staging itself is read
 * @param production as {@code staging}, of production's structure
 * @param saved a file that {@code --save-structure} wrote, with both structures; excludes the two above
 */
public record TestInputs(Path cases, Optional<Path> staging, Optional<Path> production, Optional<Path> saved) {
    public TestInputs {
        Objects.requireNonNull(cases, "cases");
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(saved, "saved");
    }

    /** Tells whether neither database has to be asked for its structure. */
    public boolean structureIsInFiles() {
        return saved.isPresent() || staging.isPresent() && production.isPresent();
    }
}
