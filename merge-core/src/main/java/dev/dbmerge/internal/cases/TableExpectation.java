package dev.dbmerge.internal.cases;

import dev.dbmerge.error.Position;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of one table's rows. Given rows that it does not name have to stay as they are, unless {@code all} or {@code rows} is there.
 *
 * @param table empty for the one table that the rule writes
 * @param all what becomes of every given row
 * @param removed rows that are gone afterwards
 * @param kept rows that are there and unchanged
 * @param changed rows by their key's columns, with the new values of others; what it does not name stays as it was. Without a key it
 *     speaks of the only given row
 * @param rows the rows that the table holds in the end, these and no others, by the columns that they name; for a check the rows that it finds
 */
public record TableExpectation(
        Position at,
        Optional<String> table,
        Optional<Fate> all,
        List<Selection> removed,
        List<Selection> kept,
        List<Row> changed,
        Optional<List<Row>> rows) {
    public TableExpectation {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(all, "all");
        removed = List.copyOf(removed);
        kept = List.copyOf(kept);
        changed = List.copyOf(changed);
        rows = rows.map(List::copyOf);
    }

    /** What becomes of a row. */
    public enum Fate {
        REMOVED,
        KEPT,
        /** It is there, and at least one value is another. */
        CHANGED
    }
}
