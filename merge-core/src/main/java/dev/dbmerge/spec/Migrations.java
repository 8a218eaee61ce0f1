package dev.dbmerge.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known about the applications' own migrations, whose ledger comes from staging while overlaid rows come from production.
 *
 * @param version the last migration that staging must have run, which is the version that is being deployed
 * @param done migrations that production has not run and whose effect on its rows is cared for, or not wanted
 * @param run an executable that migrates a scratch copy of production's overlaid tables before they are laid over
 */
public record Migrations(Optional<String> version, List<String> done, Optional<Path> run) {
    /** Nothing is known. */
    public static final Migrations NONE = new Migrations(Optional.empty(), List.of(), Optional.empty());

    public Migrations {
        Objects.requireNonNull(version, "version");
        done = List.copyOf(done);
        Objects.requireNonNull(run, "run");
    }
}
