package dev.dbmerge.internal.rollback;

import dev.dbmerge.internal.capture.RowHistory;
import dev.dbmerge.internal.capture.RowKey;
import dev.dbmerge.internal.rollback.Carrying.Loss;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import dev.dbmerge.report.LeftRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the rows that were written since a swap and are not carried back, from the tables that were live, which nobody writes any more. */
public final class LeftRows {
    private final Session session;
    private final Schema live;
    private final Schema kept;
    private final String from;
    private final Losses losses;
    private final RowHistory history;

    /**
     * Makes it.
     *
     * @param live the structure of the tables that were live
     * @param kept that of those that came back
     * @param from the database that has the tables which were live
     */
    public LeftRows(Session session, Schema live, Schema kept, String from, Losses losses, RowHistory history) {
        this.session = session;
        this.live = live;
        this.kept = kept;
        this.from = from;
        this.losses = losses;
        this.history = history;
    }

    /** Takes rows one by one. */
    @FunctionalInterface
    public interface Sink {
        void take(LeftRow row);
    }

    /** Reads them table by table; gives how many there were. */
    public long read(Sink sink) {
        long count = 0;
        for (String name : losses.tables()) {
            Table table = live.tables().get(name);
            Loss loss = losses.of(name);
            if (losses.written().whole(name)) {
                count += rows(table, loss, "", "unknown", sink);
                continue;
            }
            List<Column> key =
                    table.columns(table.primaryKey().map(Key::columns).orElse(List.of()));
            for (RowKey one : losses.written().keys(name)) {
                count += row(table, key, one, loss, sink);
            }
        }
        return count;
    }

    private long row(Table table, List<Column> key, RowKey values, Loss loss, Sink sink) {
        String condition = condition(key, values.constants());
        boolean born = history.isNew(table.name(), values);
        long found = rows(table, loss, condition, born ? "inserted" : "updated", sink);
        if (found > 0 || born || !loss.all() && !stays(table)) {
            return found;
        }
        Map<String, Optional<String>> names = new LinkedHashMap<>();
        for (int i = 0; i < key.size(); i++) {
            names.put(key.get(i).name(), Optional.of(values.constants().get(i)));
        }
        String sql = "DELETE FROM " + Names.quote(table.name()) + " WHERE " + condition;
        sink.take(new LeftRow(table.name(), names, "deleted", Map.of(), loss.columns(), loss.why(), sql));
        return 1;
    }

    /** Rows that went are carried where rows are; where columns alone are, they stay. */
    private boolean stays(Table table) {
        return !losses.of(table.name()).why().isEmpty();
    }

    private static String condition(List<Column> key, List<String> constants) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            parts.add(Names.quote(key.get(i).name()) + " = " + constants.get(i));
        }
        return String.join(" AND ", parts);
    }

    private long rows(Table table, Loss loss, String condition, String happened, Sink sink) {
        List<Column> columns = table.writtenColumns();
        String list = columns.stream().map(RowValue::read).collect(Collectors.joining(", "));
        String query = "SELECT " + list + " FROM " + Names.quote(from, table.name())
                + (condition.isEmpty() ? "" : " WHERE " + condition);
        long count = 0;
        try (Statement statement = Streams.statement(session);
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<byte[]> values = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    values.add(rows.getBytes(i + 1));
                }
                sink.take(row(table, columns, values, loss, happened));
                count++;
            }
        } catch (SQLException e) {
            throw session.failure("read the rows of " + table.name() + " that are not carried back", e);
        }
        return count;
    }

    private LeftRow row(Table table, List<Column> columns, List<byte[]> values, Loss loss, String happened) {
        Map<String, Optional<String>> all = new LinkedHashMap<>();
        Map<String, String> constants = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            all.put(columns.get(i).name(), RowValue.text(columns.get(i), values.get(i)));
            constants.put(columns.get(i).name(), RowValue.constant(columns.get(i), values.get(i)));
        }
        List<String> key = table.primaryKey().map(Key::columns).orElse(List.of());
        Map<String, Optional<String>> keys = new LinkedHashMap<>();
        key.forEach(column ->
                keys.put(column, all.get(table.column(column).orElseThrow().name())));
        return new LeftRow(
                table.name(),
                keys,
                happened,
                all,
                loss.columns(),
                loss.why(),
                sql(table, loss, key, constants, happened));
    }

    /** Writes what is left to do for the row, with the columns that the table has now, or all where there is no such table. */
    private String sql(Table table, Loss loss, List<String> key, Map<String, String> constants, String happened) {
        boolean laid = !loss.all() && !(stays(table) && happened.equals("inserted"));
        Map<String, String> there = new LinkedHashMap<>(constants);
        there.keySet()
                .removeIf(name -> gone(table, name) || laid && !loss.columns().contains(name));
        if (!laid && !happened.equals("updated") || key.isEmpty()) {
            return "INSERT INTO " + Names.quote(table.name()) + " (" + Names.quoteAll(there.keySet()) + ") VALUES ("
                    + String.join(", ", there.values()) + ")";
        }
        String sets = there.entrySet().stream()
                .filter(one -> key.stream().noneMatch(one.getKey()::equalsIgnoreCase))
                .map(one -> Names.quote(one.getKey()) + " = " + one.getValue())
                .collect(Collectors.joining(", "));
        String where = key.stream()
                .map(column -> Names.quote(column) + " = "
                        + constants.get(table.column(column).orElseThrow().name()))
                .collect(Collectors.joining(" AND "));
        return sets.isEmpty() ? "" : "UPDATE " + Names.quote(table.name()) + " SET " + sets + " WHERE " + where;
    }

    private boolean gone(Table table, String column) {
        return kept.table(table.name())
                .filter(now ->
                        now.column(column).filter(found -> !found.generated()).isEmpty())
                .isPresent();
    }
}
