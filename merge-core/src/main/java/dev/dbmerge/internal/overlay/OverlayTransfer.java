package dev.dbmerge.internal.overlay;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.mapping.Relation;
import dev.dbmerge.internal.mapping.SameType;
import dev.dbmerge.internal.mapping.SourceValue;
import dev.dbmerge.internal.mapping.TableMapping;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.plan.ColumnMapping;
import java.util.List;

/** Turns the mapping of an overlaid table into the transfer that lays production's rows into it. */
public final class OverlayTransfer {
    private OverlayTransfer() {}

    /**
     * Makes the transfer; a column that gets its default is not in it.
     *
     * @param rows production's rows
     * @param target the table as the target has it
     * @param source the version of the server that is read
     */
    public static Transfer of(TableMapping mapping, Relation rows, Table target, ServerVersion source) {
        List<Transfer.Field> fields = mapping.columns().stream()
                .filter(one -> one.source() != ColumnMapping.Source.DEFAULT)
                .map(one -> field(one, rows.table(), column(target, one.column()), source))
                .toList();
        return new Transfer(rows, target.name(), fields);
    }

    private static Transfer.Field field(ColumnMapping mapping, Table production, Column target, ServerVersion server) {
        if (mapping.source() == ColumnMapping.Source.EXPRESSION) {
            return Transfer.Field.expression(target, written(target, mapping.expression(), server));
        }
        Column source = column(production, mapping.column());
        return SameType.of(source, target)
                ? Transfer.Field.same(target)
                : Transfer.Field.expression(target, written(target, SourceValue.of(source), server));
    }

    /** MySQL stores a JSON text in a form of its own; written so from the start, it reads back as it was sent. */
    private static String written(Column target, String value, ServerVersion server) {
        boolean json = target.baseType().equals("json") && server.product() == Product.MYSQL;
        return json ? "CAST((" + value + ") AS JSON)" : value;
    }

    private static Column column(Table table, String name) {
        return table.column(name)
                .orElseThrow(() -> new IllegalArgumentException(table.name() + " has no column " + name));
    }
}
