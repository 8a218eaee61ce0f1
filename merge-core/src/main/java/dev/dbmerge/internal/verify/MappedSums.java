package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Optional;

/**
 * Sums rows of an overlaid table on the server that has production and the target: as production's rows come out of the mapping,
 * and as the target and the archives of its rules hold them.
 */
public final class MappedSums {
    private final Transfer transfer;
    private final String schema;
    private final Table table;
    private final RowHasher hasher;

    /**
     * Makes the value, and finds out what the server makes of a floating -0 where that matters.
     *
     * @param table the target's table
     * @param transfer lays production's rows into it
     * @param target a session that may make a table in the target
     */
    public MappedSums(Table table, Transfer transfer, Session target) {
        this.table = table;
        this.transfer = transfer;
        this.schema = target.server().schema();
        this.hasher = new RowHasher(table, RowHasher.printsDifferently(table) ? Zero.of(target) : Zero.SIGNED);
    }

    /**
     * Sums production's rows as the mapping gives them.
     *
     * @param condition over the row; empty for all
     */
    public RowSum source(Session session, String condition) {
        return source(session, transfer.relation(), condition);
    }

    /** Sums rows of a table like production's that stands elsewhere. */
    public RowSum source(Session session, String otherSchema, String condition) {
        Relation there = new Relation(
                otherSchema,
                transfer.relation().table(),
                Names.quote(otherSchema, transfer.relation().table().name()),
                transfer.relation().where());
        return source(session, there, condition);
    }

    private RowSum source(Session session, Relation rows, String condition) {
        Relation some = condition.isEmpty() ? rows : rows.and(condition);
        return session.in(rows.schema(), () -> hasher.source(transfer.of(some)).sum(session));
    }

    /** Sums the rows that the target and its archives hold: what is there and was removed, as it was before it was changed. */
    public RowSum target(Session session, List<ArchiveRecord> archives, String condition) {
        RowSum sum = stored(session, table.name(), condition);
        for (ArchiveRecord archive : archives) {
            if (archive.table().equals(table.name())) {
                sum = sum.plus(image(session, archive, "removed", condition))
                        .plus(image(session, archive, "before", condition))
                        .minus(image(session, archive, "after", condition));
            }
        }
        return sum;
    }

    private RowSum image(Session session, ArchiveRecord archive, String image, String condition) {
        String images = Names.quote(ArchiveRecord.IMAGE_COLUMN) + " = '" + image + "'";
        return stored(
                session, archive.archiveTable(), condition.isEmpty() ? images : images + " AND (" + condition + ")");
    }

    private RowSum stored(Session session, String from, String condition) {
        List<Transfer.Field> fields =
                transfer.fields().stream().map(Transfer.Field::stored).toList();
        Relation rows = new Relation(
                schema,
                table,
                Names.quote(schema, from),
                condition.isEmpty() ? Optional.empty() : Optional.of(condition));
        return hasher.source(new Transfer(rows, table.name(), fields)).sum(session);
    }
}
