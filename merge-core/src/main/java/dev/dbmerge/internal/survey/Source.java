package dev.dbmerge.internal.survey;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Session;
import java.util.Objects;

/**
 * One source as it is asked.
 *
 * @param session on the source's server
 * @param schema its structure
 * @param settings of its server
 */
public record Source(Session session, Schema schema, Settings settings) {
    public Source {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(settings, "settings");
    }
}
