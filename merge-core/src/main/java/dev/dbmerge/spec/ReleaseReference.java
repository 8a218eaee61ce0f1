package dev.dbmerge.spec;

import dev.dbmerge.error.Position;
import dev.dbmerge.spec.Reference.Orphans;
import java.util.Objects;

/**
 * A column of one spec's target that points at rows of another's.
 *
 * @param spec the spec whose table points, by its name in the release
 * @param toSpec the spec whose rows are pointed at
 * @param orphans {@link Orphans#FAIL} or {@link Orphans#WARN}
 * @param at where the release says it
 */
public record ReleaseReference(
        String spec,
        String table,
        String column,
        String toSpec,
        String toTable,
        String toColumn,
        Orphans orphans,
        Position at) {
    public ReleaseReference {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(toSpec, "toSpec");
        Objects.requireNonNull(toTable, "toTable");
        Objects.requireNonNull(toColumn, "toColumn");
        Objects.requireNonNull(orphans, "orphans");
        Objects.requireNonNull(at, "at");
    }

    /** Gives the reference as the release writes it. */
    public String text() {
        return spec + "." + table + "." + column + " -> " + toSpec + "." + toTable + "." + toColumn;
    }
}
