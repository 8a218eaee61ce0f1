package dev.dbmerge.spec;

import dev.dbmerge.error.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How production's rows of one table are laid into staging's structure of it.
 *
 * @param columns SQL expressions over production's row, by target column, in the file's order
 * @param drop production columns that are known to be lost
 * @param at where the spec says it
 */
public record Overlay(String table, Map<String, String> columns, List<String> drop, Position at) {
    public Overlay {
        Objects.requireNonNull(table, "table");
        columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        drop = List.copyOf(drop);
        Objects.requireNonNull(at, "at");
    }
}
