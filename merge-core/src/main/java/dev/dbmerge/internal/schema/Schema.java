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
 */
public record Schema(
        String name,
        String charset,
        String collation,
        Map<String, Table> tables,
        List<CodeObject> code,
        List<String> hidden) {
    public Schema {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(charset, "charset");
        Objects.requireNonNull(collation, "collation");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        code = List.copyOf(code);
        hidden = List.copyOf(hidden);
    }

    /** Gives the table of that name. */
    public Optional<Table> table(String tableName) {
        return Optional.ofNullable(tables.get(tableName));
    }
}
