package dev.dbmerge.internal.capture;

import com.github.luben.zstd.Zstd;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer.CompatibilityMode;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds in the events of a binary log which rows of watched tables were written; no value but those of keys is kept.
 *
 * <p>What cannot be told by row counts for whole tables: statements that were logged as text, and events that are not known.
 */
final class LogEvents {
    private final String schema;
    private final Map<String, WatchedTable> tables = new HashMap<>();
    private final UnaryOperator<String> spelling;
    private final LoggedStatement statements;
    private final Map<Long, TableMapEventData> maps = new HashMap<>();
    private final EventDeserializer payloads = deserializer();
    private final DirtyKeys prepared = new DirtyKeys();
    private DirtyKeys transaction = new DirtyKeys();
    private DirtyKeys dirty = new DirtyKeys();
    private Optional<String> last = Optional.empty();
    private Optional<String> first = Optional.empty();
    private Optional<RowHistory> history = Optional.empty();
    private boolean over;

    /**
     * Begins with no event.
     *
     * @param schema the database whose tables are watched
     * @param foldsNames whether the server compares names of tables in any case
     */
    LogEvents(String schema, Collection<WatchedTable> watched, boolean foldsNames) {
        this.spelling = foldsNames ? name -> name.toLowerCase(Locale.ROOT) : name -> name;
        this.schema = spelling.apply(schema);
        watched.forEach(table -> tables.put(spelling.apply(table.name()), table));
        this.statements = new LoggedStatement(
                schema, watched.stream().map(WatchedTable::name).toList());
    }

    /** Gives what reads events so that no byte of a key is lost: a text's bytes are kept as they are. */
    static EventDeserializer deserializer() {
        EventDeserializer deserializer = new EventDeserializer();
        deserializer.setCompatibilityMode(
                CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY, CompatibilityMode.DATE_AND_TIME_AS_LONG);
        return deserializer;
    }

    /** Leaves out everything behind the statement that moves tables into a database: from there on other tables have the names. */
    void until(String database) {
        last = Optional.of(database);
    }

    /** Leaves out everything up to the statement that moves tables into a database: until there other tables have the names. */
    void behind(String database) {
        first = Optional.of(database);
    }

    /** Tells whether {@link #behind} still waits for its statement. */
    boolean waits() {
        return first.isPresent();
    }

    /** Tells somebody what became of each row. */
    void tell(RowHistory rows) {
        history = Optional.of(rows);
    }

    /** Gives what was written since the last call. */
    DirtyKeys take() {
        DirtyKeys taken = dirty;
        dirty = new DirtyKeys();
        return taken;
    }

    /** Takes every watched table for written. */
    void addAll(String why) {
        tables.values().forEach(table -> dirty.addWhole(table.name(), why));
    }

    /** Looks at an event, those of a compressed transaction one by one. */
    void read(Event event) throws IOException {
        if (over) {
            return;
        }
        EventType type = event.getHeader().getEventType();
        if (first.isPresent()) {
            QueryEventData query = type == EventType.QUERY ? event.getData() : null;
            if (query != null && LoggedStatement.moves(query.getSql(), first.get())) {
                first = Optional.empty();
            }
            return;
        }
        switch (type) {
            case TABLE_MAP -> {
                TableMapEventData map = event.getData();
                maps.put(map.getTableId(), map);
            }
            case WRITE_ROWS, EXT_WRITE_ROWS, UPDATE_ROWS, EXT_UPDATE_ROWS, DELETE_ROWS, EXT_DELETE_ROWS ->
                rows(event.getData());
            case QUERY -> query(event.getData());
            case XA_PREPARE -> prepared.addAll(transaction);
            case TRANSACTION_PAYLOAD -> payload(event.getData());
            case PRE_GA_WRITE_ROWS,
                    PRE_GA_UPDATE_ROWS,
                    PRE_GA_DELETE_ROWS,
                    PARTIAL_UPDATE_ROWS_EVENT,
                    LOAD,
                    EXEC_LOAD,
                    EXECUTE_LOAD_QUERY,
                    INCIDENT,
                    UNKNOWN -> addAll("the binary log has an event from which its rows cannot be told (" + type + ")");
            default -> {
                // Positions, times, texts of statements whose rows follow: nothing is written by these.
            }
        }
    }

    /** The library would read texts in a compressed transaction as UTF-8, so it is read here once more. */
    private void payload(TransactionPayloadEventData data) throws IOException {
        byte[] packed = data.getPayload();
        byte[] plain = new byte[data.getUncompressedSize()];
        long length = Zstd.decompressByteArray(plain, 0, plain.length, packed, 0, packed.length);
        if (Zstd.isError(length)) {
            throw new IOException("a compressed transaction cannot be unpacked: " + Zstd.getErrorName(length));
        }
        ByteArrayInputStream events = new ByteArrayInputStream(plain);
        for (Event event = payloads.nextEvent(events); event != null; event = payloads.nextEvent(events)) {
            read(event);
        }
    }

    private void rows(EventData data) {
        if (data instanceof WriteRowsEventData written) {
            Optional<WatchedTable> table = table(written.getTableId());
            table.ifPresent(known ->
                    written.getRows().forEach(row -> born(known, key(known, row, written.getIncludedColumns()))));
        } else if (data instanceof DeleteRowsEventData deleted) {
            Optional<WatchedTable> table = table(deleted.getTableId());
            table.ifPresent(known ->
                    deleted.getRows().forEach(row -> moved(known, key(known, row, deleted.getIncludedColumns()))));
        } else if (data instanceof UpdateRowsEventData updated) {
            table(updated.getTableId())
                    .ifPresent(known -> updated.getRows().forEach(row -> {
                        Found before = key(known, row.getKey(), updated.getIncludedColumnsBeforeUpdate());
                        Found after = key(known, row.getValue(), updated.getIncludedColumns());
                        // With binlog_row_image = MINIMAL the later image has nothing but the changed columns.
                        if (after.missing() == known.key().size() || after.key().equals(before.key())) {
                            add(known, before);
                        } else {
                            moved(known, before);
                            after.key().ifPresent(key -> history.ifPresent(rows -> rows.born(known.name(), key)));
                            moved(known, after);
                        }
                    }));
        }
    }

    private Optional<WatchedTable> table(long id) {
        TableMapEventData map = maps.get(id);
        if (map == null || !spelling.apply(map.getDatabase()).equals(schema)) {
            return Optional.empty();
        }
        return Optional.ofNullable(tables.get(spelling.apply(map.getTable())));
    }

    /**
     * What an image of a row tells of its key.
     *
     * @param key empty where it is not known
     * @param missing how many of its columns the image leaves out
     */
    private record Found(Optional<RowKey> key, int missing) {}

    private static Found key(WatchedTable table, Serializable[] row, BitSet included) {
        List<String> constants = new ArrayList<>();
        int missing = 0;
        for (int i = 0; i < table.key().size(); i++) {
            int place = table.places().get(i);
            if (!included.get(place)) {
                missing++;
                continue;
            }
            int index = included.get(0, place).cardinality();
            LoggedKey.constant(table.key().get(i), row[index]).ifPresent(constants::add);
        }
        boolean known = table.keyed() && constants.size() == table.key().size();
        return new Found(known ? Optional.of(new RowKey(constants)) : Optional.empty(), missing);
    }

    private void born(WatchedTable table, Found found) {
        found.key().ifPresent(key -> history.ifPresent(rows -> rows.born(table.name(), key)));
        add(table, found);
    }

    private void add(WatchedTable table, Found found) {
        found.key().ifPresent(key -> history.ifPresent(rows -> rows.touched(table.name(), key)));
        for (DirtyKeys keys : List.of(dirty, transaction)) {
            found.key()
                    .ifPresentOrElse(
                            key -> keys.add(table.name(), key), () -> keys.addWhole(table.name(), why(table, found)));
        }
    }

    private void moved(WatchedTable table, Found found) {
        add(table, found);
        found.key().ifPresent(key -> List.of(dirty, transaction).forEach(keys -> keys.addMoved(table.name(), key)));
    }

    private static String why(WatchedTable table, Found found) {
        if (!table.keyed()) {
            return "it has no primary key by which its rows can be told";
        }
        return found.missing() > 0
                ? "the binary log leaves out columns of its key (binlog_row_image)"
                : "its rows in the binary log are not of its definition";
    }

    private void query(QueryEventData data) {
        if (last.isPresent() && LoggedStatement.moves(data.getSql(), last.get())) {
            over = true;
            return;
        }
        LoggedStatement.Effect effect = statements.effect(data.getDatabase(), data.getSql());
        switch (effect.kind()) {
            case BEGINS -> transaction = new DirtyKeys();
            case COMMITS_PREPARED -> dirty.addAll(prepared);
            case WRITES ->
                effect.tables()
                        .forEach(table -> dirty.addWhole(table, "a statement was logged as text: " + effect.head()));
            case EMPTIES -> effect.tables().forEach(table -> dirty.addWhole(table, "of " + effect.head()));
            case ALTERS ->
                effect.tables().forEach(table -> {
                    dirty.addWhole(table, "of " + effect.head());
                    dirty.addAltered(table);
                });
            case NOTHING -> {
                // BEGIN's counterparts, savepoints, and statements about other things.
            }
        }
    }
}
