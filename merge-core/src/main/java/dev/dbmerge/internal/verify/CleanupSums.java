package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Knows which sums prove a cleanup: each table that it may touch, before and after, and the images in the archives. */
public final class CleanupSums {
    private static final List<String> IMAGES = List.of("removed", "before", "after");

    private final Schema structure;
    private final Set<String> tables;

    /**
     * Makes the value.
     *
     * @param structure the target's, as the rules find it
     * @param written tables that the rules write; those that foreign keys take along are found here
     */
    public CleanupSums(Schema structure, Collection<String> written) {
        this.structure = structure;
        this.tables = reached(written);
    }

    /** Gives the queries before the first rule. */
    public List<String> before() {
        return tables.stream().map(table -> table(table).query()).toList();
    }

    /** Gives the queries after the last rule. */
    public List<String> after(List<ArchiveRecord> archives) {
        List<String> queries = new ArrayList<>();
        for (String table : tables) {
            queries.add(table(table).query());
            archives.stream()
                    .filter(archive -> archive.table().equals(table))
                    .forEach(archive -> IMAGES.forEach(
                            image -> queries.add(image(archive, image).query())));
        }
        return queries;
    }

    Set<String> tables() {
        return tables;
    }

    RowHasher.Rows table(String table) {
        return rows(table, table, "");
    }

    RowHasher.Rows image(ArchiveRecord archive, String image) {
        String condition = Names.quote(ArchiveRecord.IMAGE_COLUMN) + " = " + Names.literal(image);
        return rows(archive.table(), archive.archiveTable(), condition);
    }

    private RowHasher.Rows rows(String table, String from, String condition) {
        return new RowHasher(structure.table(table).orElseThrow(), Zero.SIGNED)
                .whole(structure.name(), from, condition);
    }

    /** Follows the foreign keys that remove or change children together with their parents. */
    private Set<String> reached(Collection<String> written) {
        Set<String> reached = new TreeSet<>(written);
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            String parent = open.pop();
            structure.tables().values().stream()
                    .filter(child -> child.foreignKeys().stream().anyMatch(key -> follows(key, parent)))
                    .map(Table::name)
                    .filter(reached::add)
                    .forEach(open::push);
        }
        return reached;
    }

    private static boolean follows(ForeignKey key, String parent) {
        return key.parentTable().equals(parent)
                && (key.onDelete().equals("CASCADE") || key.onDelete().equals("SET NULL"));
    }
}
