package dev.dbmerge.internal.planner;

import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.ColumnMapping.Source;
import dev.dbmerge.spec.MergeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives queries whose rows are those that a table of the target will hold. */
final class MappedTables {
    private final MergeSpec spec;
    private final Schema staging;
    private final Schema production;

    MappedTables(MergeSpec spec, Schema staging, Schema production) {
        this.spec = spec;
        this.staging = staging;
        this.production = production;
    }

    /**
     * Gives the query of one table.
     *
     * @param read names that the asking statement mentions
     * @return empty where it may read a column whose value only the target's server computes
     */
    Optional<String> select(String table, Set<String> read) {
        Table target = staging.table(table).orElseThrow();
        if (!spec.overlay().containsKey(table)) {
            return Optional.of("SELECT "
                    + Names.quoteAll(target.columns().stream().map(Column::name).toList()) + " FROM "
                    + Names.quote(staging.name(), table));
        }
        Optional<Table> source = production.table(table);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        boolean unknown = target.columns().stream()
                .filter(column -> column.generated()
                        || !source.get().column(column.name()).isPresent())
                .filter(column -> column.generated() || column.defaultValue().isPresent())
                .filter(column -> !mappedByExpression(table, column))
                .anyMatch(column -> read.stream().anyMatch(column.name()::equalsIgnoreCase));
        return unknown ? Optional.empty() : Optional.of(mapped(target, source.get()));
    }

    private boolean mappedByExpression(String table, Column column) {
        return spec.overlay().get(table).columns().keySet().stream().anyMatch(column.name()::equalsIgnoreCase);
    }

    private String mapped(Table target, Table source) {
        List<String> columns = new ArrayList<>();
        for (ColumnMapping mapping : TableMapping.of(spec.overlay().get(target.name()), target, source)
                .columns()) {
            Column column = target.column(mapping.column()).orElseThrow();
            columns.add(value(mapping, column, source) + " AS " + Names.quote(column.name()));
        }
        return "SELECT " + String.join(", ", columns) + " FROM " + Names.quote(production.name(), source.name());
    }

    /** The target's collation decides what {@code title = 'API'} finds, so a text that has another is given it. */
    private static String value(ColumnMapping mapping, Column column, Table source) {
        if (mapping.source() == Source.DEFAULT) {
            return "NULL";
        }
        boolean same = mapping.source() == Source.SAME_NAME
                && source.column(column.name()).map(Column::collation).equals(Optional.of(column.collation()));
        if (same || column.collation().isEmpty() || column.charset().isEmpty()) {
            return mapping.source() == Source.SAME_NAME ? mapping.expression() : "(" + mapping.expression() + ")";
        }
        return "CONVERT((" + mapping.expression() + ") USING "
                + column.charset().get() + ") COLLATE " + column.collation().get();
    }
}
