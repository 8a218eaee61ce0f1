package dev.dbmerge.internal.schema;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The structure of one database.
 *
 * @param tables base tables by name
 * @param code views, routines, triggers and events, in the order in which they can be made
 * @param hidden what the account may not see, one clause an entry
 * @param uncopied what the account sees and dbmerge does not copy, such as the history of a table, one clause an entry; one that begins
 *     with {@code perhaps} need not be there
 * @param sequences those of MariaDB, by name
 */
public record Schema(
        String name,
        String charset,
        String collation,
        Map<String, Table> tables,
        List<CodeObject> code,
        List<String> hidden,
        List<String> uncopied,
        Map<String, Sequence> sequences) {
    /** Begins the names of dbmerge's own tables, which are no part of a schema. */
    public static final String JOURNAL_PREFIX = "_dbmerge_";

    /** Begins a clause of {@link #uncopied} about a table of MariaDB that keeps its old rows; the table's name follows. */
    public static final String HISTORY = "history of system-versioned table ";

    public Schema {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(charset, "charset");
        Objects.requireNonNull(collation, "collation");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        code = List.copyOf(code);
        hidden = List.copyOf(hidden);
        uncopied = List.copyOf(uncopied);
        sequences = Collections.unmodifiableMap(new TreeMap<>(sequences));
    }

    /** Makes a schema of which everything is copied. */
    public Schema(
            String name,
            String charset,
            String collation,
            Map<String, Table> tables,
            List<CodeObject> code,
            List<String> hidden) {
        this(name, charset, collation, tables, code, hidden, List.of(), Map.of());
    }

    /** Gives the table of that name. */
    public Optional<Table> table(String tableName) {
        return Optional.ofNullable(tables.get(tableName));
    }

    /** Tells whether there is a table of that name that has all these columns. */
    public boolean has(String tableName, List<String> columns) {
        return table(tableName)
                .filter(table ->
                        columns.stream().allMatch(column -> table.column(column).isPresent()))
                .isPresent();
    }
}
