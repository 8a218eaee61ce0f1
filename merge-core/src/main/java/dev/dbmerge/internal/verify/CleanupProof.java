package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.CheckResult;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Proves that the cleanup rules touched the archived rows and no others.
 *
 * <p>Sums of disjoint sets of rows add up, so for every table that a rule may touch
 * {@code before = after + removed + changed (as they were) - changed (as they are)} has to hold.
 */
public final class CleanupProof {
    private final Session session;
    private final String schema;
    private final Schema structure;
    private final Map<String, RowSum> before = new LinkedHashMap<>();

    /**
     * Sums the tables as they are before the first rule.
     *
     * @param structure the target's, as the rules find it
     * @param written tables that the rules write; those that foreign keys take along are found here
     */
    public CleanupProof(Session session, Schema structure, Collection<String> written) {
        this.session = session;
        this.schema = structure.name();
        this.structure = structure;
        for (String table : reached(written)) {
            before.put(table, sum(table, table, ""));
        }
    }

    /** Sums them again after the last rule and gives one result a table whose sums do not add up. */
    public List<CheckResult> failures(List<ArchiveRecord> archives) {
        return before.keySet().stream()
                .filter(table -> !addsUp(table, archives))
                .map(table -> new CheckResult("cleanup of " + table, 1, true, List.of()))
                .toList();
    }

    private boolean addsUp(String table, List<ArchiveRecord> archives) {
        RowSum accounted = sum(table, table, "");
        for (ArchiveRecord archive : archives) {
            if (archive.table().equals(table)) {
                accounted = accounted
                        .plus(image(archive, "removed"))
                        .plus(image(archive, "before"))
                        .minus(image(archive, "after"));
            }
        }
        return accounted.equals(before.get(table));
    }

    private RowSum image(ArchiveRecord archive, String image) {
        String condition = Names.quote(ArchiveRecord.IMAGE_COLUMN) + " = " + Names.literal(image);
        return sum(archive.table(), archive.archiveTable(), condition);
    }

    private RowSum sum(String table, String from, String condition) {
        return new RowHasher(structure.table(table).orElseThrow(), Zero.SIGNED)
                .wholeSum(session, schema, from, condition);
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
