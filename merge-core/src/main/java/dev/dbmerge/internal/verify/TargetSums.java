package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Crew;
import dev.dbmerge.internal.server.Session;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums all written columns of the target's tables, whatever filled them: what they hold now against what they held then. */
public final class TargetSums {
    private TargetSums() {}

    /** Sums all written columns of rows of a table, in the session's transaction; compares with {@link #of} on the same server. */
    public static RowSum of(Relation rows, Session session) {
        return new RowHasher(rows.table(), Zero.SIGNED).sourceSum(session, Transfer.whole(rows));
    }

    /**
     * Sums tables.
     *
     * @param made the target's structure
     * @param tables names of some of its tables
     * @param sessions on the target's server, each of which sums at the same time as the others
     * @return by the tables' names
     */
    public static Map<String, RowSum> of(Schema made, Collection<String> tables, List<Session> sessions) {
        Map<String, TargetSum> jobs = new LinkedHashMap<>();
        for (String name : tables) {
            Table table = made.table(name).orElseThrow();
            Relation rows = Relation.of(made.name(), table);
            RowHasher hasher = new RowHasher(table, Zero.SIGNED);
            jobs.put(
                    name,
                    new TargetSum(
                            table.estimatedRows(),
                            rows,
                            (range, session) -> hasher.sourceSum(session, Transfer.whole(range))));
        }
        new Crew<>(sessions).work(List.copyOf(jobs.values()));
        Map<String, RowSum> sums = new LinkedHashMap<>();
        jobs.forEach((name, job) -> sums.put(name, job.sum()));
        return sums;
    }
}
