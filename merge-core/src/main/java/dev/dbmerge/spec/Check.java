package dev.dbmerge.spec;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A query that must return no row of the target.
 *
 * @param id the file's name without {@code .sql}
 * @param sql the file's text without a closing semicolon; {@code ${target}} stands for the target's quoted name
 */
public record Check(String id, Path file, String sql) {
    public Check {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sql, "sql");
    }
}
