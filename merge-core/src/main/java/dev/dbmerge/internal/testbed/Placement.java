package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.cases.Script;
import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.schema.Table;
import java.util.List;
import java.util.Objects;

/**
 * What a case puts into one database.
 *
 * @param schema the database with its tables
 * @param scripts statements that run first
 * @param rows made by {@link RowMaker}
 * @param touched every table that has rows then, once each
 */
record Placement(Schema schema, List<Script> scripts, List<MadeRow> rows, List<Table> touched) {
    Placement {
        Objects.requireNonNull(schema, "schema");
        scripts = List.copyOf(scripts);
        rows = List.copyOf(rows);
        touched = List.copyOf(touched);
    }
}
