package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.ColumnMapping.Source;
import dev.dbmerge.spec.Overlay;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How production's columns of one table meet staging's.
 *
 * @param columns one entry a column of staging that is written
 * @param dropped production's columns that the spec gives up
 * @param withoutPlace production's columns that nothing decides about
 * @param withoutValue staging's columns that must have a value and get none
 */
public record TableMapping(
        List<ColumnMapping> columns, List<Column> dropped, List<Column> withoutPlace, List<Column> withoutValue) {
    public TableMapping {
        columns = List.copyOf(columns);
        dropped = List.copyOf(dropped);
        withoutPlace = List.copyOf(withoutPlace);
        withoutValue = List.copyOf(withoutValue);
    }

    /** Maps by name, then by the spec's expressions; reading a column in an expression does not keep it. */
    public static TableMapping of(Overlay overlay, Table staging, Table production) {
        List<ColumnMapping> columns = staging.writtenColumns().stream()
                .map(column -> map(overlay, production, column))
                .toList();
        List<Column> lost = production.writtenColumns().stream()
                .filter(column -> !carried(column, columns))
                .toList();
        return new TableMapping(
                columns,
                lost.stream().filter(column -> contains(overlay.drop(), column)).toList(),
                lost.stream()
                        .filter(column -> !contains(overlay.drop(), column))
                        .toList(),
                staging.writtenColumns().stream()
                        .filter(column -> !column.fillsItself() && isDefault(column, columns))
                        .toList());
    }

    private static ColumnMapping map(Overlay overlay, Table production, Column column) {
        Optional<String> expression = expression(overlay, column);
        if (expression.isPresent()) {
            return new ColumnMapping(column.name(), Source.EXPRESSION, expression.get());
        }
        boolean same = production.column(column.name()).isPresent() && !contains(overlay.drop(), column);
        return same
                ? new ColumnMapping(column.name(), Source.SAME_NAME, Names.quote(column.name()))
                : new ColumnMapping(column.name(), Source.DEFAULT, "");
    }

    private static Optional<String> expression(Overlay overlay, Column column) {
        return overlay.columns().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(column.name()))
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** A column that an expression of its own name replaces is decided, too. */
    private static boolean carried(Column column, List<ColumnMapping> columns) {
        return columns.stream()
                .anyMatch(mapping ->
                        mapping.source() != Source.DEFAULT && mapping.column().equalsIgnoreCase(column.name()));
    }

    private static boolean isDefault(Column column, List<ColumnMapping> columns) {
        return columns.stream()
                .anyMatch(mapping ->
                        mapping.source() == Source.DEFAULT && mapping.column().equals(column.name()));
    }

    private static boolean contains(List<String> names, Column column) {
        return names.stream().anyMatch(name -> name.equalsIgnoreCase(column.name()));
    }
}
