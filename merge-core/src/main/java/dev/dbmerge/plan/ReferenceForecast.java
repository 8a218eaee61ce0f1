package dev.dbmerge.plan;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How many rows of one target would point at nothing in another's.
 *
 * @param reference as the release writes it
 * @param orphans empty where it cannot be counted before the run
 * @param keys up to five keys of the rows that point
 * @param note why it was not counted; empty where it was
 */
public record ReferenceForecast(String reference, OptionalLong orphans, List<String> keys, String note) {
    public ReferenceForecast {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(orphans, "orphans");
        keys = List.copyOf(keys);
        Objects.requireNonNull(note, "note");
    }
}
