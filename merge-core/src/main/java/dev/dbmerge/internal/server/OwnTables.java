package dev.dbmerge.internal.server;

import java.util.Locale;

/** Tells dbmerge's own tables in a target from the application's. */
public final class OwnTables {
    /** How the name of every table begins that dbmerge makes for itself. */
    public static final String PREFIX = "_dbmerge_";

    private OwnTables() {}

    /** Tells whether a table is dbmerge's own, in whatever case a server keeps names. */
    public static boolean isOwn(String table) {
        return table.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }
}
