package dev.dbmerge.internal.catchup;

import dev.dbmerge.internal.capture.DirtyKeys;
import dev.dbmerge.internal.capture.RowKey;
import dev.dbmerge.internal.journal.ArchiveRecord;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.ForeignKey;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.KeyConstant;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Adds to the rows that were written those that production's foreign keys took along: most servers (MySQL before 9.6, MariaDB) change
 * these without a word in the binary log.
 *
 * <p>Where a row of the parent went or got another key, the rows that point at it are looked at again: as the target has them, since production's
 * may be gone, and as production has them.
 */
public final class Cascades {
    private final Schema production;
    private final List<LiveTable> tables;
    private final List<ForeignKey> keys = new ArrayList<>();

    /**
     * Finds the foreign keys of production that change rows of tables which are caught up.
     *
     * @param production its structure
     */
    public Cascades(Schema production, Collection<LiveTable> tables) {
        this.production = production;
        this.tables = List.copyOf(tables);
        Set<String> open = new TreeSet<>();
        tables.forEach(table -> open.addAll(table.sources()));
        Set<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            String child = open.iterator().next();
            open.remove(child);
            if (seen.add(child)) {
                for (ForeignKey key : production.tables().get(child).foreignKeys()) {
                    boolean within = key.parentSchema().equalsIgnoreCase(production.name());
                    if (within
                            && changes(key)
                            && production.table(key.parentTable()).isPresent()) {
                        keys.add(key);
                        open.add(key.parentTable());
                    }
                }
            }
        }
    }

    private static boolean changes(ForeignKey key) {
        return !key.holds()
                || key.onUpdate().equals("CASCADE")
                || key.onUpdate().equals("SET NULL");
    }

    /** Gives the tables of production whose writers concern others by these foreign keys. */
    public Set<String> parents() {
        return keys.stream().map(ForeignKey::parentTable).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Adds the rows that went or changed along with those that were written. */
    void follow(Session session, DirtyKeys dirty, List<ArchiveRecord> archives) {
        long before = -1;
        while (before != size(dirty)) {
            before = size(dirty);
            keys.stream()
                    .filter(key -> dirty.whole(key.parentTable())
                            || !dirty.moved(key.parentTable()).isEmpty()
                            || dirty.tables().contains(key.parentTable()) && !byPrimary(key))
                    .forEach(key -> follow(session, key, dirty, archives));
        }
    }

    private boolean byPrimary(ForeignKey key) {
        return production
                .tables()
                .get(key.parentTable())
                .primaryKey()
                .map(Key::columns)
                .filter(key.parentColumns()::equals)
                .isPresent();
    }

    private static long size(DirtyKeys dirty) {
        return dirty.count() + dirty.wholeTables().size();
    }

    private void follow(Session session, ForeignKey key, DirtyKeys dirty, List<ArchiveRecord> archives) {
        if (dirty.whole(key.table())) {
            return;
        }
        Table child = production.tables().get(key.table());
        if (dirty.whole(key.parentTable())
                || !byPrimary(key)
                || child.primaryKey().isEmpty()) {
            dirty.addWhole(
                    key.table(), "rows of " + key.parentTable() + " were written, which " + key.name() + " follows");
            return;
        }
        List<String> pointing = KeyConditions.of(
                List.copyOf(dirty.moved(key.parentTable())),
                key.columns().stream().map(Names::quote).toList());
        for (String rows : pointing) {
            read(session, Names.quote(production.name(), child.name()), child, rows, dirty, key.table());
            for (LiveTable table : tables) {
                if (table.sources().contains(key.table())) {
                    ofTarget(session, table, key, rows, dirty, archives);
                }
            }
        }
    }

    /** The target knows the row by the same key, where it has it from one table and has the pointing columns, too. */
    private void ofTarget(
            Session session,
            LiveTable table,
            ForeignKey key,
            String rows,
            DirtyKeys dirty,
            List<ArchiveRecord> archives) {
        boolean carried = key.columns().stream()
                .allMatch(name -> table.transfer().fields().stream()
                        .anyMatch(field -> field.column().equalsIgnoreCase(name) && field.exact()));
        if (table.way() != LiveTable.Way.BY_KEY || !carried) {
            dirty.addWhole(key.table(), "its rows in the target do not tell where they point by " + key.name());
            return;
        }
        String schema = session.server().schema();
        read(session, Names.quote(schema, table.name()), table.target(), rows, dirty, key.table());
        for (ArchiveRecord archive : archives) {
            if (archive.table().equals(table.name())) {
                read(session, Names.quote(schema, archive.archiveTable()), table.target(), rows, dirty, key.table());
            }
        }
    }

    private static void read(Session session, String from, Table table, String rows, DirtyKeys dirty, String source) {
        List<Column> key = table.columns(table.primaryKey().orElseThrow().columns());
        String list = key.stream().map(KeyConstant::read).collect(Collectors.joining(", "));
        try (Statement statement = Streams.statement(session);
                ResultSet found = statement.executeQuery("SELECT " + list + " FROM " + from + " WHERE " + rows)) {
            while (found.next()) {
                List<String> constants = new ArrayList<>();
                for (int i = 0; i < key.size(); i++) {
                    constants.add(
                            KeyConstant.of(key.get(i), new String(found.getBytes(i + 1), StandardCharsets.US_ASCII)));
                }
                // It may have gone along, and others with it.
                dirty.addMoved(source, new RowKey(constants));
            }
        } catch (SQLException e) {
            throw session.failure("read the rows that point at written ones", e);
        }
    }
}
