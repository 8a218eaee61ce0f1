package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;

/** Whether a server keeps the sign of a floating point zero; MariaDB 10.11.19 stores -0 as 0, where 11.4.5 and MySQL keep it. */
enum Zero {
    SIGNED,
    UNSIGNED;

    /** Stores a -0 in a table of dbmerge's own in the session's schema and looks at it. */
    static Zero of(Session target) {
        String table = Names.quote(target.server().schema(), Schema.JOURNAL_PREFIX + "zero");
        String doing = "see whether the server keeps -0";
        target.execute(doing, "DROP TABLE IF EXISTS " + table);
        target.execute(doing, "CREATE TABLE " + table + " (d DOUBLE NOT NULL)");
        try {
            target.execute(doing, "INSERT INTO " + table + " VALUES ('-0')");
            return target.number(doing, "SELECT CAST(d AS CHAR) = '-0' FROM " + table) == 1 ? SIGNED : UNSIGNED;
        } finally {
            target.execute(doing, "DROP TABLE " + table);
        }
    }
}
