package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Session;
import java.util.List;

/** Names rows of the target that were changed since the run, by the source that they came from. */
public final class ChangedRows {
    private ChangedRows() {}

    /**
     * Names rows of a table that the run left as the source had them.
     *
     * @param transfer that filled it
     * @param then the sum of the source's rows
     * @return up to five keys with what is wrong; none where the source has other rows by now, or no key
     */
    public static List<String> keys(Table table, Transfer transfer, RowSum then, Session source, Session target) {
        RowHasher hasher = new RowHasher(table, Zero.SIGNED);
        boolean comparable = new CopyQueries(target).byServers(table, source)
                && source.in(transfer.relation().schema(), () -> hasher.sourceSum(source, transfer))
                        .equals(then);
        return comparable ? new DifferingKeys(hasher, table, transfer, source, target).find() : List.of();
    }
}
