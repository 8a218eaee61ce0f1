package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.server.Session;

/** Lets a session store what only a mode allows that somebody once used, such as the date 2024-02-31. */
public final class WriterMode {
    private WriterMode() {}

    /** Lets it store such values as they are; what cannot be stored is still refused. */
    public static void set(Session writer) {
        writer.execute(
                "let dates through that no calendar has",
                "SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',ALLOW_INVALID_DATES')");
    }
}
