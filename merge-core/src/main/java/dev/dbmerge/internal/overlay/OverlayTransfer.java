package dev.dbmerge.internal.overlay;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.plan.ColumnMapping;
import dev.dbmerge.plan.TablePlan;
import java.util.List;

/** Turns the plan of an overlaid table into the transfer that lays production's rows into it. */
public final class OverlayTransfer {
    private OverlayTransfer() {}

    /**
     * Makes the transfer; a column that gets its default is not in it.
     *
     * @param target the table as the target has it
     */
    public static Transfer of(TablePlan plan, Table production, String productionSchema, Table target) {
        List<Transfer.Field> fields = plan.columns().stream()
                .filter(mapping -> mapping.source() != ColumnMapping.Source.DEFAULT)
                .map(mapping -> field(mapping, production, column(target, mapping.column())))
                .toList();
        return new Transfer(productionSchema, production.name(), target.name(), fields);
    }

    private static Transfer.Field field(ColumnMapping mapping, Table production, Column target) {
        if (mapping.source() == ColumnMapping.Source.EXPRESSION) {
            return Transfer.Field.expression(target, mapping.expression());
        }
        Column source = column(production, mapping.column());
        if (sameType(source, target)) {
            return Transfer.Field.same(target);
        }
        String name = Names.quote(source.name());
        // A BIT prints as raw bytes.
        return Transfer.Field.expression(target, source.baseType().equals("bit") ? name + " + 0" : name);
    }

    /** The display width of an integer says nothing about its values. */
    private static boolean sameType(Column source, Column target) {
        return width(source).equals(width(target))
                && source.charset()
                        .map(OverlayTransfer::charset)
                        .equals(target.charset().map(OverlayTransfer::charset));
    }

    private static String width(Column column) {
        return column.baseType().endsWith("int") ? column.type().replaceFirst("\\(\\d+\\)", "") : column.type();
    }

    private static String charset(String name) {
        return name.equals("utf8") ? "utf8mb3" : name;
    }

    private static Column column(Table table, String name) {
        return table.column(name)
                .orElseThrow(() -> new IllegalArgumentException(table.name() + " has no column " + name));
    }
}
