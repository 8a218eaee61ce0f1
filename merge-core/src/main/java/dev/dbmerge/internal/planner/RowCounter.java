package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.RowCount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Record;

/** Counts rows: of the tables that matter exactly, of others where it costs little. */
final class RowCounter {
    /** Up to here counting takes a moment, and estimates of small tables are the worst. */
    private static final long COUNT_UP_TO = 100_000;

    private final Session session;
    private final Schema schema;

    RowCounter(Session session, Schema schema) {
        this.session = session;
        this.schema = schema;
    }

    /** Counts every table; those named are counted whatever their size. */
    Map<String, RowCount> count(Set<String> exactly) {
        Map<String, RowCount> counts = new HashMap<>();
        for (Table table : schema.tables().values()) {
            boolean exact = exactly.contains(table.name()) || table.estimatedRows() <= COUNT_UP_TO;
            counts.put(table.name(), exact ? exactly(table) : new RowCount(table.estimatedRows(), false));
        }
        return counts;
    }

    private RowCount exactly(Table table) {
        return new RowCount(
                session.number(
                        "count the rows of " + table.name(),
                        "SELECT COUNT(*) FROM " + Names.quote(schema.name(), table.name())),
                true);
    }

    /** Counts the non-NULL values of columns in one scan of their table. */
    Map<String, Long> values(Table table, List<Column> columns) {
        if (columns.isEmpty()) {
            return Map.of();
        }
        String counts = columns.stream()
                .map(column -> "COUNT(" + Names.quote(column.name()) + ")")
                .collect(Collectors.joining(", "));
        Record row = session.fetchPlain(
                "count values of " + table.name(),
                "SELECT " + counts + " FROM " + Names.quote(schema.name(), table.name()));
        Map<String, Long> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(table.name() + "." + columns.get(i).name(), row.get(i, Long.class));
        }
        return values;
    }
}
