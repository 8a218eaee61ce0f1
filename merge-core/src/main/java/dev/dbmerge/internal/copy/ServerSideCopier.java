package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.function.LongConsumer;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.impl.DSL;

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
        // Names without a database, in subqueries of the spec's, mean the source's tables.
        long rows = target.in(
                transfer.relation().schema(),
                () -> target.execute("copy the rows of " + transfer.targetTable(), statement(transfer)));
        Warnings.refuse(target, transfer.targetTable());
        progress.accept(rows);
        return rows;
    }

    private String statement(Transfer transfer) {
        Name table = DSL.name(target.server().schema(), transfer.targetTable());
        Query insert = DSL.insertInto(
                        DSL.table(table),
                        transfer.fields().stream()
                                .map(field -> DSL.field(DSL.name(field.column())))
                                .toList())
                .select(transfer.serverSideSelect());
        return target.render(insert);
    }

    @Override
    public Session writer() {
        return target;
    }

    @Override
    public List<String> statements(Transfer transfer) {
        return List.of("USE " + Names.quote(transfer.relation().schema()), statement(transfer));
    }

    @Override
    public String way(Transfer transfer) {
        return "within the server";
    }
}
