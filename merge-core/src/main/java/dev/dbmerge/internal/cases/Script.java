package dev.dbmerge.internal.cases;

import dev.dbmerge.error.Position;
import java.util.Objects;

/**
 * Statements of SQL.
 *
 * @param at where the text begins
 */
public record Script(Position at, String sql) {
    public Script {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(sql, "sql");
    }
}
