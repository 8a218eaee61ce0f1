package dev.dbmerge.internal.run;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.mapping.KeptColumns;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.overlay.OverlayTransfer;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives the statements that keep production's values in columns of a table, for a run to execute and for a plan to show.
 *
 * @param target the schema that is built
 * @param table as staging has it
 * @param kept the columns that keep production's values
 */
record KeptStatements(String target, Table table, List<String> kept) {
    private static final String KEPT = Schema.JOURNAL_PREFIX + "kept";
    private static final Set<String> TIMES = Set.of("timestamp", "datetime");

    /** Gives the columns that tell rows apart. */
    List<Column> key() {
        return columns(table.primaryKey().map(Key::columns).orElseThrow());
    }

    /** Gives the columns of the table beside: the key, then what is kept. */
    List<Column> all() {
        return Stream.concat(key().stream(), columns(kept).stream()).toList();
    }

    private List<Column> columns(List<String> names) {
        return names.stream().map(name -> table.column(name).orElseThrow()).toList();
    }

    TableMapping mapping() {
        return KeptColumns.mapping(table, kept);
    }

    /** Gives the transfer that fills the table beside. */
    Transfer transfer(Relation rows, ServerVersion source) {
        return new Transfer(
                rows, KEPT, OverlayTransfer.of(mapping(), rows, table, source).fields());
    }

    String dropOld() {
        return "DROP TABLE IF EXISTS " + name();
    }

    /**
     * Makes the table beside.
     *
     * @param made the table as the target has it, whose server may spell a collation otherwise
     */
    String create(Table made) {
        int keys = key().size();
        List<Column> columns = all().stream()
                .map(column -> made.column(column.name()).orElseThrow())
                .toList();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            parts.add(Names.quote(column.name()) + " " + column.exactType() + (i < keys ? " NOT NULL" : " NULL"));
        }
        List<Column> key = columns.subList(0, keys);
        if (key.stream().noneMatch(column -> column.baseType().matches(".*(text|blob)"))) {
            parts.add("PRIMARY KEY ("
                    + Names.quoteAll(key.stream().map(Column::name).toList()) + ")");
        }
        return "CREATE TABLE " + name() + " (" + String.join(", ", parts) + ") ENGINE = InnoDB ROW_FORMAT = DYNAMIC";
    }

    /** Counts the rows that get values. */
    String count() {
        return "SELECT COUNT(*) FROM " + join();
    }

    /** A time that is set to itself is not set to now by its ON UPDATE. */
    String update() {
        List<Column> values = columns(kept);
        Stream<String> taken = values.stream()
                .map(column -> Names.quote("t", column.name()) + " = " + Names.quote("k", column.name()));
        Stream<String> still = table.writtenColumns().stream()
                .filter(column -> TIMES.contains(column.baseType()) && !values.contains(column))
                .map(column -> Names.quote("t", column.name()) + " = " + Names.quote("t", column.name()));
        return "UPDATE " + join() + " SET " + Stream.concat(taken, still).collect(Collectors.joining(", "));
    }

    String drop() {
        return "DROP TABLE " + name();
    }

    private String join() {
        String same = key().stream()
                .map(column -> Names.quote("t", column.name()) + " = " + Names.quote("k", column.name()))
                .collect(Collectors.joining(" AND "));
        return Names.quote(target, table.name()) + " AS t JOIN " + name() + " AS k ON " + same;
    }

    private String name() {
        return Names.quote(target, KEPT);
    }
}
