package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.function.LongConsumer;

/**
 * Copies within one server by INSERT .. SELECT, the cheapest way and exact for every type.
 *
 * <p>It reads the latest committed rows whatever the session's snapshot, so the source must be locked or quiet.
 */
public final class ServerSideCopier implements RowCopier {
    private final Session target;

    public ServerSideCopier(Session target) {
        this.target = target;
    }

    @Override
    public long copy(Transfer transfer, LongConsumer progress) {
        String table = Names.quote(target.server().schema(), transfer.targetTable());
        String doing = "copy the rows of " + transfer.targetTable();
        long rows = target.execute(
                doing, "INSERT INTO " + table + " (" + transfer.targetColumns() + ") " + transfer.serverSideSelect());
        Warnings.refuse(target, transfer.targetTable());
        progress.accept(rows);
        return rows;
    }

    @Override
    public String way() {
        return "within the server";
    }
}
