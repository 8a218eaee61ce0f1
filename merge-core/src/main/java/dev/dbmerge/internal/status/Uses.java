package dev.dbmerge.internal.status;

import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Optional;

/** Finds what else on a server speaks of a database, so that it is not dropped under it. */
final class Uses {
    /** Each gives the names of objects elsewhere; {@code ?} is the database. */
    private static final List<String> QUESTIONS = List.of(
            "SELECT CONCAT('the foreign key ', CONSTRAINT_NAME, ' of ', TABLE_SCHEMA, '.', TABLE_NAME, ' points into it')"
                    + " AS n FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_SCHEMA = {} AND TABLE_SCHEMA <> {}",
            "SELECT CONCAT('the view ', TABLE_SCHEMA, '.', TABLE_NAME, ' speaks of it') AS n FROM information_schema.VIEWS"
                    + " WHERE TABLE_SCHEMA <> {} AND LOCATE({}, VIEW_DEFINITION) > 0",
            "SELECT CONCAT('the routine ', ROUTINE_SCHEMA, '.', ROUTINE_NAME, ' speaks of it') AS n"
                    + " FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA <> {} AND LOCATE({}, ROUTINE_DEFINITION) > 0",
            "SELECT CONCAT('the trigger ', TRIGGER_SCHEMA, '.', TRIGGER_NAME, ' speaks of it') AS n"
                    + " FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA <> {} AND LOCATE({}, ACTION_STATEMENT) > 0",
            "SELECT CONCAT('the event ', EVENT_SCHEMA, '.', EVENT_NAME, ' speaks of it') AS n FROM information_schema.EVENTS"
                    + " WHERE EVENT_SCHEMA <> {} AND LOCATE({}, EVENT_DEFINITION) > 0",
            "SELECT CONCAT('connection ', ID, ' of ', USER, ' is in it') AS n FROM information_schema.PROCESSLIST"
                    + " WHERE DB = {} AND ID <> CONNECTION_ID()");

    private final Session session;

    Uses(Session session) {
        this.session = session;
    }

    /** Gives the first, as a clause; what the account may not see is not found. */
    Optional<String> of(String database) {
        String name = Names.literal(database);
        return QUESTIONS.stream()
                .flatMap(question ->
                        session
                                .fetchAllPlain("see who uses " + database, question.replace("{}", name) + " LIMIT 1")
                                .stream())
                .findFirst()
                .map(row -> row.get(0, String.class));
    }
}
