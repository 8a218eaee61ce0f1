package dev.dbmerge.internal.content;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.function.Function;

/**
 * Where one side's rows are read.
 *
 * @param session reads them
 * @param schema the side's database
 * @param text gives the side's SQL of a column
 */
record Side(Session session, String schema, Function<SharedColumn, String> text) {
    /** Gives SQL after FROM. */
    String from(String table) {
        return Names.quote(schema, table);
    }
}
