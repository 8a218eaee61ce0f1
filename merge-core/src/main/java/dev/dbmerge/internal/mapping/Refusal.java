package dev.dbmerge.internal.mapping;

import java.util.Objects;

/**
 * SQL of the spec that a server does not take.
 *
 * @param key where it stands, such as {@code overlay.users.where}
 * @param problem what the server says
 */
public record Refusal(String key, String problem) {
    public Refusal {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(problem, "problem");
    }
}
