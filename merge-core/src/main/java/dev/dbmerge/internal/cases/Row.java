package dev.dbmerge.internal.cases;

import dev.dbmerge.error.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A row as a case writes it: only the columns that matter.
 *
 * @param cells by column, in the order of the file
 */
public record Row(Position at, Map<String, Cell> cells) {
    public Row {
        Objects.requireNonNull(at, "at");
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }
}
