package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.CheckResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves that the cleanup rules touched the archived rows and no others.
 *
 * <p>Sums of disjoint sets of rows add up, so for every table that a rule may touch
 * {@code before = after + removed + changed (as they were) - changed (as they are)} has to hold.
 */
public final class CleanupProof {
    private final Session session;
    private final CleanupSums sums;
    private final Map<String, RowSum> before = new LinkedHashMap<>();
    private final Map<String, RowSum> after = new LinkedHashMap<>();

    /**
     * Sums the tables as they are before the first rule.
     *
     * @param structure the target's, as the rules find it
     * @param written tables that the rules write; those that foreign keys take along are found here
     */
    public CleanupProof(Session session, Schema structure, Collection<String> written) {
        this.session = session;
        this.sums = new CleanupSums(structure, written);
        sums.tables().forEach(table -> before.put(table, sums.table(table).sum(session)));
    }

    /** Sums them again after the last rule and gives one result a table whose sums do not add up. */
    public List<CheckResult> failures(List<ArchiveRecord> archives) {
        return before.keySet().stream()
                .filter(table -> !addsUp(table, archives))
                .map(table -> new CheckResult("cleanup of " + table, 1, true, List.of()))
                .toList();
    }

    /** Gives the sums of the tables after the last rule, once {@link #failures} asked for them. */
    public Map<String, RowSum> after() {
        return Map.copyOf(after);
    }

    private boolean addsUp(String table, List<ArchiveRecord> archives) {
        RowSum accounted = sums.table(table).sum(session);
        after.put(table, accounted);
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
        return sums.image(archive, image).sum(session);
    }
}
