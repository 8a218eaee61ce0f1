package dev.dbmerge.internal.mapping;

import java.util.Objects;
import java.util.Optional;

/**
 * SQL of the spec that a server does not take.
 *
 * @param key where it stands, such as {@code overlay.users.where}
 * @param part the key below the overlaid table, such as {@code where}
 * @param column the column below {@code columns} or {@code default}; empty where the part has none
 * @param problem what the server says
 */
public record Refusal(String key, String part, Optional<String> column, String problem) {
    public Refusal {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(problem, "problem");
    }
}
