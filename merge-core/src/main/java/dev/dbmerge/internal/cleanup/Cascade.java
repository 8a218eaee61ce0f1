package dev.dbmerge.internal.cleanup;

import dev.dbmerge.internal.cleanup.Archive.Image;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.sql.CleanupStatement;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Follows the declared foreign keys from the rows that a DELETE removes to those that go or change with them. */
final class Cascade {
    private final List<ForeignKey> keys;

    Cascade(Schema target) {
        this.keys = target.tables().values().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .filter(key -> key.parentSchema().equalsIgnoreCase(target.name()))
                .toList();
    }

    /** Gives the tables that a DELETE from these can touch, these first. */
    Set<String> reach(Collection<String> tables) {
        Set<String> reached = new LinkedHashSet<>(tables);
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            String parent = open.remove();
            for (ForeignKey key : pointingAt(parent, "CASCADE")) {
                if (reached.add(key.table())) {
                    open.add(key.table());
                }
            }
        }
        List.copyOf(reached).forEach(parent -> settingNull(parent).forEach(key -> reached.add(key.table())));
        return reached;
    }

    /** Tells whether a row of these tables can go because a row of these or of their children goes. */
    boolean comesBackTo(Collection<String> tables) {
        Set<String> reached = reach(tables);
        return keys.stream()
                .anyMatch(key -> key.onDelete().equals("CASCADE")
                        && tables.contains(key.table())
                        && reached.stream().anyMatch(key.parentTable()::equalsIgnoreCase));
    }

    /** Gives the foreign keys that set NULL when a row of the table goes. */
    List<ForeignKey> settingNull(String parent) {
        return pointingAt(parent, "SET NULL");
    }

    /** Gives the foreign keys whose column changes when a column of the table does. */
    List<ForeignKey> following(String parent, Collection<String> columns) {
        return keys.stream()
                .filter(key -> key.parentTable().equalsIgnoreCase(parent))
                .filter(key ->
                        key.onUpdate().equals("CASCADE") || key.onUpdate().equals("SET NULL"))
                .filter(key -> key.parentColumns().stream()
                        .anyMatch(column -> columns.stream().anyMatch(column::equalsIgnoreCase)))
                .toList();
    }

    /** Gives the tables that have an archive of what a statement does, its own first. */
    Set<String> archived(CleanupStatement statement) {
        Set<String> own = new LinkedHashSet<>();
        statement.targets().forEach(target -> own.add(target.table()));
        return statement.kind() == CleanupStatement.Kind.DELETE ? reach(own) : own;
    }

    /** Archives the rows of a table that point at those archived as removed in another. */
    @FunctionalInterface
    interface Children {
        /**
         * Adds them.
         *
         * @param parent the table of the removed rows
         * @param key from the table with the rows to that one
         * @return how many there were
         */
        long add(String parent, ForeignKey key, Image image);
    }

    /**
     * Archives what goes and what is set NULL together with the rows that are archived as removed.
     *
     * @param tables those of {@link #archived}
     */
    void archive(Collection<String> tables, Children children) {
        Deque<String> open = new ArrayDeque<>(tables);
        while (!open.isEmpty()) {
            String parent = open.remove();
            for (ForeignKey key : pointingAt(parent, "CASCADE")) {
                long added = children.add(parent, key, Image.REMOVED);
                if (added > 0 && !open.contains(key.table())) {
                    open.add(key.table());
                }
            }
        }
        tables.forEach(parent -> settingNull(parent).forEach(key -> children.add(parent, key, Image.BEFORE)));
    }

    private List<ForeignKey> pointingAt(String parent, String onDelete) {
        return keys.stream()
                .filter(key -> key.parentTable().equalsIgnoreCase(parent)
                        && key.onDelete().equals(onDelete))
                .toList();
    }
}
