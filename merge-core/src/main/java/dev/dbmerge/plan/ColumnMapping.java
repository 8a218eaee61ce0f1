package dev.dbmerge.plan;

import java.util.Objects;

/**
 * Where the values of one target column come from.
 *
 * @param expression SQL over production's row; empty for {@link Source#DEFAULT}
 */
public record ColumnMapping(String column, Source source, String expression) {
    public ColumnMapping {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(expression, "expression");
    }

    /** Kinds of origin. */
    public enum Source {
        /** Production's column of the same name. */
        SAME_NAME,
        /** An expression of the spec. */
        EXPRESSION,
        /** The column's default, since production has none of that name. */
        DEFAULT
    }
}
