package dev.dbmerge.internal.cleanup;

import dev.dbmerge.internal.cleanup.Archive.Image;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    /** Archives what goes and what is set NULL together with the rows that are archived as removed. */
    void archive(Map<String, Archive> archives) {
        Deque<String> open = new ArrayDeque<>(archives.keySet());
        while (!open.isEmpty()) {
            String parent = open.remove();
            for (ForeignKey key : pointingAt(parent, "CASCADE")) {
                long added = archives.get(key.table()).addChildren(key, archives.get(parent), Image.REMOVED);
                if (added > 0 && !open.contains(key.table())) {
                    open.add(key.table());
                }
            }
        }
        archives.forEach((parent, archive) ->
                settingNull(parent).forEach(key -> archives.get(key.table()).addChildren(key, archive, Image.BEFORE)));
    }

    private List<ForeignKey> pointingAt(String parent, String onDelete) {
        return keys.stream()
                .filter(key -> key.parentTable().equalsIgnoreCase(parent)
                        && key.onDelete().equals(onDelete))
                .toList();
    }
}
