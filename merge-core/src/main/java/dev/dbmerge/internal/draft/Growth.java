package dev.dbmerge.internal.draft;

import dev.dbmerge.internal.reference.Points;
import dev.dbmerge.internal.schema.Column;
import dev.dbmerge.internal.schema.Key;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many rows each side has of one table, and how far their ids go.
 *
 * @param stagingLast staging's largest id; empty where the key is none, or there is no row
 * @param beyond rows of production behind staging's largest id
 */
record Growth(long staging, long production, OptionalLong stagingLast, OptionalLong productionLast, long beyond) {
    /** Asks both sides. */
    static Growth of(Table ours, Session staging, Table theirs, Session production) {
        long here = count(staging, ours, "");
        long there = count(production, theirs, "");
        Optional<String> id = id(ours).filter(name -> id(theirs).equals(Optional.of(name)));
        if (id.isEmpty() || here == 0 || there == 0) {
            return new Growth(here, there, OptionalLong.empty(), OptionalLong.empty(), 0);
        }
        long last = last(staging, ours, id.get());
        return new Growth(
                here,
                there,
                OptionalLong.of(last),
                OptionalLong.of(last(production, theirs, id.get())),
                count(production, theirs, " WHERE " + Names.quote(id.get()) + " > " + last));
    }

    /** Tells whether production has rows that staging never had. */
    boolean grows() {
        return beyond > 0 || stagingLast.isEmpty() && production > staging;
    }

    /** Says it for a comment. */
    String text() {
        return rows(production) + " in production" + upTo(productionLast) + ", " + rows(staging) + " in staging"
                + upTo(stagingLast)
                + (beyond > 0 ? "; " + number(beyond) + " of production's are newer than staging's last" : "");
    }

    private static String rows(long rows) {
        return number(rows) + (rows == 1 ? " row" : " rows");
    }

    private static String upTo(OptionalLong id) {
        return id.isPresent() ? " (ids up to " + id.getAsLong() + ")" : "";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static Optional<String> id(Table table) {
        List<String> key = table.primaryKey().map(Key::columns).orElse(List.of());
        return key.size() != 1
                ? Optional.empty()
                : table.column(key.get(0)).filter(Points::whole).map(Column::name);
    }

    private static long count(Session session, Table table, String where) {
        return session.number(
                "count the rows of " + table.name(), "SELECT COUNT(*) FROM " + name(session, table) + where);
    }

    private static long last(Session session, Table table, String id) {
        return session.number(
                "find the last id of " + table.name(),
                "SELECT MAX(" + Names.quote(id) + ") FROM " + name(session, table));
    }

    private static String name(Session session, Table table) {
        return Names.quote(session.server().schema(), table.name());
    }
}
