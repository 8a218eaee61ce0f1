package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.plan.ColumnMapping;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Knows when production's values can be kept in columns of staging's rows. */
public final class KeptColumns {
    private KeptColumns() {}

    /** Tells whether both tables have a primary key of the same columns in the same order. */
    public static boolean sameKey(Table staging, Table production) {
        List<String> key = names(staging);
        return !key.isEmpty() && key.equals(names(production));
    }

    /** Maps the primary key and the kept columns, each to production's column of its name. */
    public static TableMapping mapping(Table staging, List<String> columns) {
        Stream<String> key = staging.primaryKey().map(Key::columns).orElse(List.of()).stream();
        List<ColumnMapping> mappings = Stream.concat(key, columns.stream())
                .map(name -> staging.column(name).orElseThrow().name())
                .map(name -> new ColumnMapping(name, ColumnMapping.Source.SAME_NAME, Names.quote(name)))
                .toList();
        return new TableMapping(mappings, List.of(), List.of(), List.of());
    }

    private static List<String> names(Table table) {
        return table.primaryKey().map(Key::columns).orElse(List.of()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }
}
