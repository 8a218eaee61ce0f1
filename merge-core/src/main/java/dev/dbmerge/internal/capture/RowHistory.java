package dev.dbmerge.internal.capture;

import java.util.HashMap;
import java.util.Map;

/** Remembers of each row that was written whether it was there before, by the first event that speaks of it. */
public final class RowHistory {
    private final Map<String, Map<RowKey, Boolean>> rows = new HashMap<>();

    /** Notes that a row came. */
    synchronized void born(String table, RowKey key) {
        note(table, key, true);
    }

    /** Notes that a row was changed or went. */
    synchronized void touched(String table, RowKey key) {
        note(table, key, false);
    }

    private void note(String table, RowKey key, boolean born) {
        Map<RowKey, Boolean> known = rows.computeIfAbsent(table, name -> new HashMap<>());
        if (known.size() <= DirtyKeys.MOST_KEYS) {
            known.putIfAbsent(key, born);
        }
    }

    /** Tells whether a row was not there before. */
    public synchronized boolean isNew(String table, RowKey key) {
        return rows.getOrDefault(table, Map.of()).getOrDefault(key, false);
    }
}
