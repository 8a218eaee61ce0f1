package dev.dbmerge.spec;

import java.util.Objects;

/**
 * Keeps a password out of every text.
 *
 * @param value the password; empty where the account has none
 */
public record Secret(String value) {
    /** The password of an account that has none. */
    public static final Secret NONE = new Secret("");

    public Secret {
        Objects.requireNonNull(value, "value");
    }

    /** Gives stars, never the password. */
    @Override
    public String toString() {
        return value.isEmpty() ? "" : "***";
    }
}
