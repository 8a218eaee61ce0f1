package dev.dbmerge.internal.catchup;

import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.capture.RowKey;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.server.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the conditions that rows have one of many keys, so that a server finds them by their primary key. */
final class KeyConditions {
    /** Few enough for every server to look each key up, and many enough for few statements. */
    private static final int AT_ONCE = 500;

    private KeyConditions() {}

    /** Gives the conditions of the written rows of a table; one empty text where all of its rows are meant. */
    static List<String> of(DirtyKeys dirty, Collection<String> sources, List<Column> key) {
        return batches(dirty, sources, key).stream().map(Batch::condition).toList();
    }

    /** Gives the same for one table, with a name of the row before each column. */
    static List<String> qualified(String reference, DirtyKeys dirty, String source, List<Column> key) {
        if (dirty.whole(source)) {
            return List.of("");
        }
        return of(
                List.copyOf(dirty.keys(source)),
                key.stream()
                        .map(column -> Names.quote(reference, column.name()))
                        .toList());
    }

    /**
     * Rows of a table that are looked up at once.
     *
     * @param condition over them; empty where all of the table's rows are meant
     * @param keys theirs; none where all are meant
     * @param columns of the key, quoted
     */
    record Batch(String condition, List<RowKey> keys, List<String> columns) {
        /** Gives the same rows in two batches; this one alone where it cannot be parted. */
        List<Batch> halves() {
            int middle = keys.size() / 2;
            return middle == 0
                    ? List.of(this)
                    : List.of(of(keys.subList(0, middle), columns), of(keys.subList(middle, keys.size()), columns));
        }

        private static Batch of(List<RowKey> keys, List<String> columns) {
            return new Batch(KeyConditions.condition(keys, columns), keys, columns);
        }
    }

    /** Gives the written rows of a table in batches; one batch of all rows where all of them are meant. */
    static List<Batch> batches(DirtyKeys dirty, Collection<String> sources, List<Column> key) {
        if (key.isEmpty() || sources.stream().anyMatch(dirty::whole)) {
            return sources.stream().anyMatch(source -> dirty.tables().contains(source))
                    ? List.of(new Batch("", List.of(), List.of()))
                    : List.of();
        }
        List<RowKey> keys = sources.stream()
                .flatMap(source -> dirty.keys(source).stream())
                .distinct()
                .toList();
        List<String> columns =
                key.stream().map(column -> Names.quote(column.name())).toList();
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            batches.add(Batch.of(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)), columns));
        }
        return batches;
    }

    /** Gives the conditions of keys, each of as many values as there are columns. */
    static List<String> of(List<RowKey> keys, List<String> columns) {
        List<String> conditions = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            conditions.add(condition(keys.subList(from, Math.min(keys.size(), from + AT_ONCE)), columns));
        }
        return conditions;
    }

    /** No server looks composite keys up in a list of rows as well as in alternatives. */
    private static String condition(List<RowKey> keys, List<String> columns) {
        if (columns.size() == 1) {
            return keys.stream()
                    .map(key -> key.constants().get(0))
                    .collect(Collectors.joining(", ", columns.get(0) + " IN (", ")"));
        }
        return keys.stream()
                .map(key -> IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.get(i) + " = " + key.constants().get(i))
                        .collect(Collectors.joining(" AND ")))
                .collect(Collectors.joining(") OR (", "(", ")"));
    }
}
