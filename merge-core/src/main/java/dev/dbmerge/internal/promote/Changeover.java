package dev.dbmerge.internal.promote;

import dev.dbmerge.internal.schema.Schema;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tables of one database take which place.
 *
 * @param live the database that applications use
 * @param target the database that was built
 * @param previous the database that takes the live tables
 * @param out names of the live tables that go
 * @param in names of the target's tables that come
 */
record Changeover(String live, String target, String previous, List<String> out, List<String> in) {
    Changeover {
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(previous, "previous");
        out = List.copyOf(out);
        in = List.copyOf(in);
    }

    /** Takes every table, MariaDB's sequences among them; dbmerge's own stay where they are. */
    static Changeover of(Schema live, Schema target, String previous) {
        return new Changeover(live.name(), target.name(), previous, names(live), names(target));
    }

    private static List<String> names(Schema schema) {
        Set<String> names = new TreeSet<>(schema.tables().keySet());
        names.addAll(schema.sequences().keySet());
        return names.stream()
                .filter(name -> !name.startsWith(Schema.JOURNAL_PREFIX))
                .toList();
    }

    /**
     * Gives the one statement; all tables that leave come first.
     *
     * @param more renames that come last, each as {@code a TO b}
     */
    static String rename(Collection<Changeover> all, List<String> more) {
        List<String> renames = new ArrayList<>();
        all.forEach(one -> one.out.forEach(
                table -> renames.add(Names.quote(one.live, table) + " TO " + Names.quote(one.previous, table))));
        all.forEach(one -> one.in.forEach(
                table -> renames.add(Names.quote(one.target, table) + " TO " + Names.quote(one.live, table))));
        renames.addAll(more);
        return "RENAME TABLE " + String.join(", ", renames);
    }

    /** Gives every table that leaves and every one that comes, for LOCK TABLES. */
    List<String> locks() {
        List<String> locks = new ArrayList<>(locks(live, out));
        locks.addAll(locks(target, in));
        return locks;
    }

    /** Names the live databases, for people. */
    static String names(Collection<Changeover> all) {
        return all.stream().map(Changeover::live).collect(Collectors.joining(" and "));
    }

    /** Says where the tables are. */
    enum Place {
        /** As before. */
        BEFORE,
        /** All have changed over. */
        AFTER,
        /** Some have: only a server without atomic DDL that crashed leaves this. */
        BETWEEN
    }

    /** Looks where the tables are. */
    Place place(Session session) {
        Set<String> gone = tables(session, previous);
        Set<String> left = tables(session, target);
        boolean outGone = gone.containsAll(out);
        boolean inLeft = left.containsAll(in);
        if (inLeft && Collections.disjoint(gone, out)) {
            return Place.BEFORE;
        }
        return outGone
                        && Collections.disjoint(left, in)
                        && tables(session, live).containsAll(in)
                ? Place.AFTER
                : Place.BETWEEN;
    }

    /** Looks where the tables of changeovers are that happen in one statement. */
    static Place place(Collection<Changeover> all, Session session) {
        Set<Place> places = all.stream().map(one -> one.place(session)).collect(Collectors.toSet());
        return places.size() == 1 ? places.iterator().next() : Place.BETWEEN;
    }

    /**
     * Gives the renames that end changeovers of one statement that stopped in between: back, while a live table has not left, since
     * writers may have used it since; else forward.
     */
    static List<String> mending(Collection<Changeover> all, Session session) {
        boolean allGone =
                all.stream().allMatch(one -> tables(session, one.previous).containsAll(one.out));
        return all.stream().flatMap(one -> one.mending(allGone, session)).toList();
    }

    private Stream<String> mending(boolean forward, Session session) {
        Set<String> there = tables(session, forward ? target : previous);
        return (forward ? in : out)
                .stream().filter(there::contains).map(table -> rename(forward ? target : previous, live, table));
    }

    private static String rename(String from, String to, String table) {
        return "RENAME TABLE " + Names.quote(from, table) + " TO " + Names.quote(to, table);
    }

    static Set<String> tables(Session session, String schema) {
        return session
                .fetch(
                        "list the tables of " + schema,
                        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE <> 'VIEW'",
                        schema)
                .stream()
                .map(row -> row.get(0, String.class))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Gives the names of some tables of a schema for LOCK TABLES. */
    static List<String> locks(String schema, Collection<String> tables) {
        return tables.stream()
                .map(table -> Names.quote(schema, table) + " WRITE")
                .toList();
    }
}
