package dev.dbmerge.internal.journal;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a run rested on.
 *
 * @param staging fingerprint of staging's structure
 * @param production fingerprint of production's structure
 * @param ledger changes with the migrations that production has run
 * @param events the status of each of staging's events, such as {@code ENABLE}
 */
public record SourceMarks(String staging, String production, String ledger, Map<String, String> events) {
    public SourceMarks {
        Objects.requireNonNull(staging, "staging");
        Objects.requireNonNull(production, "production");
        Objects.requireNonNull(ledger, "ledger");
        events = Collections.unmodifiableMap(new TreeMap<>(events));
    }
}
