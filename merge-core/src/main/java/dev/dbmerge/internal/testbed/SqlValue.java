package dev.dbmerge.internal.testbed;

import java.util.Objects;

/**
 * A value that goes into a column.
 *
 * @param sql how an INSERT spells it
 * @param normal a text that is the same for values that a key may take for the same; empty and meaningless for NULL
 */
record SqlValue(String sql, String normal) {
    static final SqlValue NULL = new SqlValue("NULL", "");

    SqlValue {
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(normal, "normal");
    }

    boolean isNull() {
        return sql.equals("NULL");
    }
}
