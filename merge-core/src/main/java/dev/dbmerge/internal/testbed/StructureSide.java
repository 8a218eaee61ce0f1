package dev.dbmerge.internal.testbed;

import dev.dbmerge.internal.schema.Collations;
import dev.dbmerge.internal.schema.Schema;
import java.util.Objects;

/**
 * The structure of staging or production, wherever it came from.
 *
 * @param collations those of the server that it was read from
 * @param description where it came from, such as {@code sql/ete/demo/staging}
 */
record StructureSide(Schema schema, Collations collations, String description) {
    StructureSide {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(collations, "collations");
        Objects.requireNonNull(description, "description");
    }
}
