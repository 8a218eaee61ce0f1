package dev.dbmerge.internal.mutation;

import java.util.Objects;

/**
 * A rule with one small change.
 *
 * @param sql the whole statement
 * @param from where the changed part begins in the rule's text, counted from 0
 * @param part what the change is about, such as {@code this condition}
 */
public record Mutant(String name, String sql, int from, int to, String part) {
    public Mutant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(part, "part");
    }
}
