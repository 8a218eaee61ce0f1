package dev.dbmerge.spec;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One statement that removes or changes rows of the target.
 *
 * @param id the file's name without {@code .sql}
 * @param sql the file's text, comments included, without a closing semicolon
 */
public record CleanupRule(String id, Path file, String sql, Kind kind, Limits limits, Scope scope) {
    public CleanupRule {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(scope, "scope");
    }

    /** What the statement does. */
    public enum Kind {
        DELETE,
        UPDATE
    }

    /** Whether the rule looks at one row at a time, so that it can be applied again to rows that changed. */
    public enum Scope {
        ROW,
        SET
    }
}
