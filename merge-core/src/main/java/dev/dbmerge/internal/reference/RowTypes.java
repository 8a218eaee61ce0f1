package dev.dbmerge.internal.reference;

import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.Reference;
import java.util.Optional;
import java.util.Set;

/** Knows which names of classes a table's rows have in a column {@code <x>_type}. */
@FunctionalInterface
public interface RowTypes {
    /** Gives the different names. */
    Set<String> of(Table table, Column type);

    /** Asks the tables of a schema. */
    static RowTypes in(Session session, String schema) {
        return (table, type) -> TypeNames.read(session, Names.quote(schema, table.name()), type);
    }

    /** Says which rows of a table a reference is about; empty where all are. */
    default Optional<TypeFilter> filter(Reference reference, Table table, Schema target) {
        return TypeFilter.typeColumn(table, reference.columns())
                .flatMap(type -> TypeFilter.of(
                        type.name(),
                        of(table, type),
                        reference.toTable(),
                        target.tables().keySet()));
    }
}
