package dev.dbmerge.spec;

import dev.dbmerge.error.Position;
import java.util.Objects;
import java.util.Optional;

/**
 * One database and the account that dbmerge uses on it.
 *
 * @param url a Connector/J URL of one server, with this schema or without one, and with any properties but passwords and those
 *     that dbmerge sets; a target on production's server has production's URL without its schema
 * @param schema the database's name on that server, also where the URL ends in it
 * @param user empty where the URL's properties or the driver decide
 * @param consistency how its rows are read as of one moment
 * @param dump what is loaded into it before it is read; then URL and account are the target's, and the schema is dbmerge's own
 * @param at where the spec says it
 */
public record Database(
        String url,
        String schema,
        Optional<String> user,
        Secret password,
        Consistency consistency,
        Optional<Dump> dump,
        Position at) {
    public Database {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(consistency, "consistency");
        Objects.requireNonNull(dump, "dump");
        Objects.requireNonNull(at, "at");
    }

    /** Makes a database that is there. */
    public Database(
            String url, String schema, Optional<String> user, Secret password, Consistency consistency, Position at) {
        this(url, schema, user, password, consistency, Optional.empty(), at);
    }

    /** How the rows of a source are read as of one moment. */
    public enum Consistency {
        /** Streamed from one snapshot; its writers go on. */
        SNAPSHOT,
        /** Its tables are locked against writes while they are copied. */
        LOCK,
        /** The author promises that nobody writes; checked afterwards. */
        QUIET
    }
}
