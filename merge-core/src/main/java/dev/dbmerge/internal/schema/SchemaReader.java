package dev.dbmerge.internal.schema;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jooq.Record;

/** Reads the structure of one database into values. */
public final class SchemaReader {
    private static final Set<String> SERVERS_OWN = Set.of("information_schema", "mysql", "performance_schema", "sys");

    private SchemaReader() {}

    /** Tells whether the database exists and the account may see it. */
    public static boolean exists(Session session, String schema) {
        return !row(session, schema).isEmpty();
    }

    /**
     * Reads tables and code; what the account may not see is listed, and nothing is written.
     *
     * <p>The database becomes the session's default one: then the servers print names in views without it.
     *
     * @throws ServerException with {@link ErrorCode#SCHEMA_MISSING} where there is no such database
     */
    public static Schema read(Session session, String schema) {
        List<Record> rows = row(session, schema);
        if (rows.isEmpty()) {
            throw new ServerException(
                    ErrorCode.SCHEMA_MISSING,
                    "The database " + schema + " does not exist at "
                            + session.server().address() + ", or the account may not see it.",
                    "Mend the url under " + session.server().role() + ", or grant the account SELECT on it.",
                    null);
        }
        TableReader tableReader = new TableReader(session, schema);
        Map<String, Table> tables = tableReader.tables();
        CodeReader codeReader = new CodeReader(session, schema);
        List<CodeObject> code = codeReader.code();
        return new Schema(
                schema,
                rows.get(0).get(0, String.class),
                rows.get(0).get(1, String.class),
                tables,
                code,
                codeReader.hidden(),
                tableReader.uncopied(),
                tableReader.sequences());
    }

    /** Gives the databases that the account sees, those of the server itself left out. */
    public static List<String> databases(Session session) {
        return session.fetch("list the databases", "SHOW DATABASES").stream()
                .map(row -> row.get(0, String.class))
                .filter(name -> !SERVERS_OWN.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static List<Record> row(Session session, String schema) {
        return session.fetch(
                "look for the database " + schema,
                "SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA"
                        + " WHERE SCHEMA_NAME = ?",
                schema);
    }
}
