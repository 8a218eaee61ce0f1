package dev.dbmerge.internal.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows of production that were written: by table their keys, or the whole table where the keys are not known.
 *
 * <p>A table of which very many rows were written counts as a whole, so that memory does not grow with the log. Not for several threads.
 */
public final class DirtyKeys {
    /** About 100 MB of keys; a table that large is copied sooner than looked up row by row. */
    static final int MOST_KEYS = 500_000;

    private final Map<String, Set<RowKey>> keys = new LinkedHashMap<>();
    private final Map<String, Set<RowKey>> moved = new LinkedHashMap<>();
    private final Map<String, String> whole = new LinkedHashMap<>();
    private final Set<String> altered = new TreeSet<>();

    /** Adds a row of a table. */
    public void add(String table, RowKey key) {
        if (whole.containsKey(table)) {
            return;
        }
        Set<RowKey> known = keys.computeIfAbsent(table, name -> new LinkedHashSet<>());
        known.add(key);
        if (known.size() > MOST_KEYS) {
            addWhole(table, "more than " + MOST_KEYS + " of its rows were written");
        }
    }

    /** Adds a row of a table that went, or whose key is another one now, so that others that point at it may have followed. */
    public void addMoved(String table, RowKey key) {
        add(table, key);
        if (!whole.containsKey(table)) {
            moved.computeIfAbsent(table, name -> new LinkedHashSet<>()).add(key);
        }
    }

    /** Adds all rows of a table. */
    public void addWhole(String table, String why) {
        keys.remove(table);
        moved.remove(table);
        whole.putIfAbsent(table, why);
    }

    /** Notes that the definition of a table may have changed. */
    public void addAltered(String table) {
        altered.add(table);
    }

    /** Adds what another one holds. */
    public void addAll(DirtyKeys other) {
        other.whole.forEach(this::addWhole);
        other.keys.forEach((table, rows) -> rows.forEach(key -> add(table, key)));
        other.moved.forEach((table, rows) -> rows.forEach(key -> addMoved(table, key)));
        altered.addAll(other.altered);
    }

    /** Gives what of it concerns some tables. */
    public DirtyKeys of(Collection<String> tables) {
        DirtyKeys some = new DirtyKeys();
        for (String table : tables) {
            if (whole.containsKey(table)) {
                some.addWhole(table, whole.get(table));
            }
            keys(table).forEach(key -> some.add(table, key));
            moved(table).forEach(key -> some.addMoved(table, key));
        }
        return some;
    }

    /** Tells whether nothing was written. */
    public boolean isEmpty() {
        return keys.isEmpty() && whole.isEmpty();
    }

    /** Gives the tables of which rows were written. */
    public Set<String> tables() {
        Set<String> tables = new LinkedHashSet<>(whole.keySet());
        tables.addAll(keys.keySet());
        return tables;
    }

    /** Tells whether all rows of a table count as written. */
    public boolean whole(String table) {
        return whole.containsKey(table);
    }

    /** Gives by table why all of its rows count as written. */
    public Map<String, String> wholeTables() {
        return Collections.unmodifiableMap(whole);
    }

    /** Gives the tables whose definition may have changed. */
    public Set<String> altered() {
        return Collections.unmodifiableSet(altered);
    }

    /** Gives the keys of the rows of a table; none where all of them count as written. */
    public Collection<RowKey> keys(String table) {
        return Collections.unmodifiableSet(keys.getOrDefault(table, Set.of()));
    }

    /** Gives the keys of the rows of a table that went or got another key. */
    public Collection<RowKey> moved(String table) {
        return Collections.unmodifiableSet(moved.getOrDefault(table, Set.of()));
    }

    /** Gives how many keys there are, whole tables left out. */
    public long count() {
        return keys.values().stream().mapToLong(Set::size).sum();
    }

    /** Says in a clause how much was written, such as {@code 12 rows of users; all of comments}. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        keys.forEach((table, rows) -> parts.add(rows.size() + (rows.size() == 1 ? " row of " : " rows of ") + table));
        whole.keySet().forEach(table -> parts.add("all of " + table));
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }
}
