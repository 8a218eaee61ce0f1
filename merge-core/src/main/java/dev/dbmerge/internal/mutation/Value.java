package dev.dbmerge.internal.mutation;

import java.util.Objects;
import java.util.Optional;

/**
 * A value that a row of a case may have.
 *
 * @param text empty for NULL
 * @param quoted whether a case writes it in quotes
 */
record Value(Optional<String> text, boolean quoted) {
    static final Value NULL = new Value(Optional.empty(), false);

    Value {
        Objects.requireNonNull(text, "text");
    }

    /** Makes a text. */
    static Value text(String text) {
        return new Value(Optional.of(text), true);
    }

    /** Makes a number, or a moment such as {@code now - 3 days}. */
    static Value plain(String text) {
        return new Value(Optional.of(text), false);
    }

    boolean isNull() {
        return text.isEmpty();
    }
}
