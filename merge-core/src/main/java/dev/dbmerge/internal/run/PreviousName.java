package dev.dbmerge.internal.run;

import dev.dbmerge.internal.promote.KeptDatabases;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.time.Instant;

/** Names the database that is to keep tables which are live, by when they were live last. */
record PreviousName(Session session) {
    private static final int LONGEST_NAME = 64;

    /** Gives a name that no database has; two swaps may come within a second. */
    String of(String live, Instant begun) {
        String name = KeptDatabases.name(live, begun);
        if (name.length() > LONGEST_NAME) {
            throw PromotionCheck.refused(
                    "The database that is to keep the previous tables would have a name of more than " + LONGEST_NAME
                            + " characters: " + name + ".",
                    "Give the live database a shorter name.");
        }
        boolean taken = session.number(
                        "look for a free name",
                        "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = " + Names.literal(name))
                > 0;
        return taken ? of(live, begun.plusSeconds(1)) : name;
    }
}
