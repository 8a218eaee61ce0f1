package dev.dbmerge.internal.catchup;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A table of the target whose rows are production's, which go on changing there.
 *
 * @param target as the target has it
 * @param sources the tables of production whose writers concern it
 * @param transfer lays production's rows into it
 * @param key the columns of the primary key that production's rows and the target's share; none but {@link Way#BY_KEY}
 * @param why what keeps its rows from being caught up one by one, in a clause; empty for {@link Way#BY_KEY}
 */
public record LiveTable(Table target, Set<String> sources, Transfer transfer, List<Column> key, Way way, String why) {
    public LiveTable {
        Objects.requireNonNull(target, "target");
        sources = Set.copyOf(sources);
        Objects.requireNonNull(transfer, "transfer");
        key = List.copyOf(key);
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(why, "why");
    }

    /** How rows that production wrote come into the target. */
    public enum Way {
        /** Those rows are deleted and laid over again. */
        BY_KEY,
        /** All rows of the table are. */
        WHOLE,
        /** They cannot, so production must not write any. */
        FROZEN
    }

    /** Gives the table's name in the target. */
    public String name() {
        return target.name();
    }
}
