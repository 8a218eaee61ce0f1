package dev.dbmerge.internal.verify;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.copy.Chunks;
import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds keys of rows in which a table of the target and its source differ, when their sums say that some do.
 *
 * <p>The source is read as it is now, which after its snapshot was given up may be more than was copied. Ranges of the key are summed on both
 * sides, and the rows of those that differ are compared by SHA2; at most some thousands are in memory.
 */
final class DifferingKeys {
    private static final int SHOWN = 5;
    private static final int MOST_ROWS = 5_000;

    private final RowHasher hasher;
    private final Table table;
    private final Transfer transfer;
    private final Session source;
    private final Session target;
    private final List<Column> key;
    private final List<String> found = new ArrayList<>();

    /**
     * Makes the question.
     *
     * @param table as the target has it
     * @param transfer that filled it
     */
    DifferingKeys(RowHasher hasher, Table table, Transfer transfer, Session source, Session target) {
        this.hasher = hasher;
        this.table = table;
        this.transfer = transfer;
        this.source = source;
        this.target = target;
        this.key = table.primaryKey().map(Key::columns).map(table::columns).orElse(List.of());
    }

    /** Gives up to five keys with what is wrong; none where the rows have no key that comes over as it is. */
    List<String> find() {
        boolean named = transfer.relation().table().name().equals(table.name());
        if (key.isEmpty() || !named || !key.stream().allMatch(this::comesAsItIs)) {
            return List.of();
        }
        try {
            source.in(transfer.relation().schema(), () -> ranges());
        } catch (MergeException e) {
            if (e.code() == ErrorCode.SERVER_GONE || e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            found.add("which rows, could not be asked: " + e.problem());
        }
        return List.copyOf(found);
    }

    private boolean comesAsItIs(Column column) {
        return transfer.fields().stream()
                .anyMatch(field -> field.column().equals(column.name())
                        && field.exact()
                        && field.plain().equals(Names.quote(column.name())));
    }

    private int ranges() {
        Relation whole = Relation.of(target.server().schema(), table);
        Chunks chunks = new Chunks(whole);
        for (Optional<Chunks.Range> range = chunks.next(target);
                range.isPresent() && found.size() < SHOWN;
                range = chunks.next(target)) {
            Relation theirs =
                    range.get().rows().where().map(transfer.relation()::and).orElse(transfer.relation());
            RowHasher.Rows here = hasher.source(stored(range.get().rows()));
            RowHasher.Rows there = hasher.source(transfer.of(theirs));
            if (!here.sum(target).equals(there.sum(source))) {
                compare(
                        here.list(target, keyText(), order(), MOST_ROWS),
                        there.list(source, keyText(), order(), MOST_ROWS));
            }
        }
        return found.size();
    }

    private Transfer stored(Relation rows) {
        return new Transfer(
                rows,
                table.name(),
                transfer.fields().stream().map(Transfer.Field::stored).toList());
    }

    private void compare(Map<String, String> here, Map<String, String> there) {
        Map<String, String> all = new LinkedHashMap<>(there);
        here.forEach(all::putIfAbsent);
        for (String one : all.keySet()) {
            if (found.size() < SHOWN
                    && !Optional.ofNullable(here.get(one)).equals(Optional.ofNullable(there.get(one)))) {
                String what = !here.containsKey(one)
                        ? "not in the target"
                        : !there.containsKey(one) ? "not in the source" : "other values";
                found.add(one + " (" + what + ")");
            }
        }
    }

    private String keyText() {
        return Points.text(table.name(), key);
    }

    private String order() {
        return Names.quoteAll(key.stream().map(Column::name).toList());
    }
}
