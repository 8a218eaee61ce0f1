package dev.dbmerge.internal.schema;

import java.util.List;
import java.util.Objects;

/**
 * A declared foreign key.
 *
 * @param parentSchema the schema of the table that it points at, which may be another
 * @param onDelete {@code CASCADE}, {@code SET NULL}, {@code RESTRICT} or {@code NO ACTION}
 * @param onUpdate as onDelete
 */
public record ForeignKey(
        String name,
        String table,
        List<String> columns,
        String parentSchema,
        String parentTable,
        List<String> parentColumns,
        String onDelete,
        String onUpdate) {
    public ForeignKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(table, "table");
        columns = List.copyOf(columns);
        Objects.requireNonNull(parentSchema, "parentSchema");
        Objects.requireNonNull(parentTable, "parentTable");
        parentColumns = List.copyOf(parentColumns);
        Objects.requireNonNull(onDelete, "onDelete");
        Objects.requireNonNull(onUpdate, "onUpdate");
    }

    /** Makes a foreign key whose parent's key may not change while it has children. */
    public ForeignKey(
            String name,
            String table,
            List<String> columns,
            String parentSchema,
            String parentTable,
            List<String> parentColumns,
            String onDelete) {
        this(name, table, columns, parentSchema, parentTable, parentColumns, onDelete, "RESTRICT");
    }

    /** Tells whether it keeps the rows that it points at from being removed. */
    public boolean holds() {
        return !onDelete.equals("CASCADE") && !onDelete.equals("SET NULL");
    }

    /** Gives the same foreign key of another table. */
    ForeignKey of(String otherTable) {
        return new ForeignKey(name, otherTable, columns, parentSchema, parentTable, parentColumns, onDelete, onUpdate);
    }
}
