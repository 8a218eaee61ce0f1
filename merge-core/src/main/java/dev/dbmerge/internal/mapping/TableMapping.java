package dev.dbmerge.internal.mapping;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.ColumnMapping.Source;
import dev.dbmerge.spec.Overlay;
import dev.dbmerge.spec.Overlay.Convert;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How production's columns of one table meet the target's.
 *
 * @param columns one entry a column of the target that is written
 * @param dropped production's columns that the spec gives up
 * @param withoutPlace production's columns that nothing decides about
 * @param withoutValue the target's columns that must have a value and get none
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
    public static TableMapping of(Overlay overlay, Table target, Table production) {
        List<ColumnMapping> columns = target.writtenColumns().stream()
                .map(column -> map(overlay, production, column))
                .toList();
        List<Column> lost = production.writtenColumns().stream()
                .filter(column -> !carried(overlay, column, columns))
                .toList();
        return new TableMapping(
                columns,
                lost.stream().filter(column -> contains(overlay.drop(), column)).toList(),
                lost.stream()
                        .filter(column -> !contains(overlay.drop(), column))
                        .toList(),
                target.writtenColumns().stream()
                        .filter(column -> !column.fillsItself() && isDefault(column, columns))
                        .toList());
    }

    private static ColumnMapping map(Overlay overlay, Table production, Column column) {
        Optional<String> expression = of(overlay.columns(), column);
        Optional<Column> same = production
                .column(column.name())
                .filter(found -> expression.isEmpty() && !contains(overlay.drop(), column));
        Optional<String> otherwise = of(overlay.defaults(), column);
        Optional<Convert> convert = of(overlay.convert(), column);
        if (expression.isEmpty() && same.isEmpty()) {
            return otherwise
                    .map(value -> new ColumnMapping(column.name(), Source.EXPRESSION, value))
                    .orElseGet(() -> new ColumnMapping(column.name(), Source.DEFAULT, ""));
        }
        if (otherwise.isEmpty() && convert.isEmpty()) {
            return expression
                    .map(sql -> new ColumnMapping(column.name(), Source.EXPRESSION, sql))
                    .orElseGet(() -> new ColumnMapping(
                            column.name(),
                            Source.SAME_NAME,
                            Names.quote(same.orElseThrow().name())));
        }
        String value = expression.orElseGet(() -> SourceValue.of(same.orElseThrow()));
        String fitting = convert.isEmpty() ? value : new FittingValue(column, same, value).sql();
        String filled = otherwise
                .map(other -> "COALESCE(" + fitting + ", " + other + ")")
                .orElse(fitting);
        return new ColumnMapping(column.name(), Source.EXPRESSION, filled);
    }

    private static <T> Optional<T> of(Map<String, T> decisions, Column column) {
        return decisions.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(column.name()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** A column that an expression of its own name replaces is decided, too. */
    private static boolean carried(Overlay overlay, Column column, List<ColumnMapping> columns) {
        return columns.stream()
                .filter(mapping -> mapping.column().equalsIgnoreCase(column.name()))
                .anyMatch(mapping -> mapping.source() == Source.SAME_NAME
                        || mapping.source() == Source.EXPRESSION && !contains(overlay.drop(), column));
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
