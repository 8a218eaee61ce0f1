package dev.dbmerge.internal.cases;

import dev.dbmerge.error.Position;
import java.util.Objects;
import java.util.Optional;

/**
 * One value as a case writes it.
 *
 * @param text empty for NULL
 * @param quoted whether it stands in quotes, so that {@code 'now'} and {@code '0x41'} are texts
 */
public record Cell(Position at, Optional<String> text, boolean quoted) {
    public Cell {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(text, "text");
    }
}
