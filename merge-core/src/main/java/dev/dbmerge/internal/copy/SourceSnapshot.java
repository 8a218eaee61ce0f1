package dev.dbmerge.internal.copy;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.planner.ReadLocks;
import dev.dbmerge.internal.schema.Table;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.Database.Consistency;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds one source's tables as of one moment while they are read.
 *
 * <p>An engine without transactions has no snapshot: its tables are locked against writes until this is closed. The binary log's
 * position is noted before, so that whatever the snapshot misses comes after it.
 */
public final class SourceSnapshot implements AutoCloseable {
    private final List<Session> readers;
    private final Optional<Session> guard;
    private final Optional<String> position;
    private final Consistency consistency;
    private final String level;

    private SourceSnapshot(
            List<Session> readers,
            Optional<Session> guard,
            Optional<String> position,
            Consistency consistency,
            String level) {
        this.readers = List.copyOf(readers);
        this.guard = guard;
        this.position = position;
        this.consistency = consistency;
        this.level = level;
    }

    /**
     * Opens it.
     *
     * @param tables those that will be read
     * @param wanted how many sessions shall read it; the account may not be allowed as many
     * @throws ServerException when the account may not lock tables that have to be locked
     */
    public static SourceSnapshot open(Server source, Consistency consistency, Collection<Table> tables, int wanted) {
        List<Table> locked = tables.stream()
                .filter(table -> ReadLocks.needed(consistency, table.transactional()))
                .toList();
        List<Session> opened = new ArrayList<>();
        try {
            Optional<Session> guard = locked.isEmpty() ? Optional.empty() : Optional.of(source.open());
            guard.ifPresent(opened::add);
            List<Session> readers = new ArrayList<>(List.of(reader(source, opened)));
            Runnable lock = () -> guard.ifPresent(session -> lock(session, locked));
            String level = level(source, consistency, locked);
            if (consistency != Consistency.SNAPSHOT) {
                Optional<String> position = source.binaryLogPosition(readers.get(0));
                lock.run();
                while (readers.size() < wanted) {
                    readers.add(reader(source, opened));
                }
                return new SourceSnapshot(readers, guard, position, consistency, level);
            }
            Optional<Standstill> standstill = wanted > 1 ? Standstill.of(source, tables) : Optional.empty();
            while (standstill.isPresent() && readers.size() < wanted) {
                readers.add(reader(source, opened));
            }
            // Locks come when all stand still: MySQL's FLUSH TABLES lets nobody read a table that was locked before it.
            Optional<Standstill.Result<Optional<String>>> stood = standstill.map(still -> still.during(() -> {
                lock.run();
                readers.forEach(SourceSnapshot::begin);
                return source.binaryLogPosition(readers.get(0));
            }));
            if (stood.isPresent() && stood.get().value().isPresent()) {
                Optional<String> position = stood.get().value().get();
                return new SourceSnapshot(
                        readers,
                        guard,
                        position,
                        consistency,
                        level + ", " + stood.get().told());
            }
            readers.subList(1, readers.size()).forEach(Session::close);
            Optional<String> position = source.binaryLogPosition(readers.get(0));
            lock.run();
            begin(readers.get(0));
            String why = stood.map(result -> ", " + result.told()).orElseGet(() -> alone(wanted));
            return new SourceSnapshot(readers.subList(0, 1), guard, position, consistency, level + why);
        } catch (RuntimeException e) {
            opened.forEach(Session::close);
            throw e;
        }
    }

    private static String alone(int wanted) {
        return wanted == 1
                ? ""
                : ", by one session alone, since the account may neither flush tables (RELOAD) nor lock them (LOCK TABLES)";
    }

    private static Session reader(Server source, List<Session> opened) {
        Session reader = source.open();
        opened.add(reader);
        useSchema(reader);
        return reader;
    }

    private static void begin(Session reader) {
        reader.execute("choose the isolation", "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        reader.execute("open a snapshot", "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    /** Names without a database, in a spec's queries, mean the source's tables. */
    private static void useSchema(Session reader) {
        try {
            reader.connection().setCatalog(reader.server().schema());
        } catch (SQLException e) {
            reader.close();
            throw reader.failure("make " + reader.server().schema() + " the default database", e);
        }
    }

    /** Gives a session whose reads belong to the moment. */
    public Session reader() {
        return readers.get(0);
    }

    /** Gives all sessions whose reads belong to the moment. */
    public List<Session> readers() {
        return readers;
    }

    /** Gives the binary log's position just before the moment. */
    public Optional<String> position() {
        return position;
    }

    /** Tells how the rows are held still. */
    public Consistency consistency() {
        return consistency;
    }

    /** Tells whether other sessions of the server read the same rows, so that INSERT .. SELECT may be used. */
    static boolean othersSeeTheSame(Consistency consistency) {
        return consistency != Consistency.SNAPSHOT;
    }

    /** Says in a sentence how the rows are held still. */
    public String level() {
        return level;
    }

    private static void lock(Session guard, List<Table> tables) {
        String schema = guard.server().schema();
        String list = tables.stream()
                .map(table -> Names.quote(schema, table.name()) + " READ")
                .collect(Collectors.joining(", "));
        try {
            guard.execute("lock tables of " + schema + " against writes", "LOCK TABLES " + list);
        } catch (MergeException e) {
            if (e.code() == ErrorCode.PRIVILEGE) {
                throw new ServerException(
                        ErrorCode.PRIVILEGE,
                        e.problem(),
                        "GRANT LOCK TABLES ON " + Names.quote(schema) + ".* to the account, then run again.",
                        e);
            }
            throw e;
        }
    }

    private static String level(Server source, Consistency consistency, List<Table> locked) {
        String names = locked.stream().map(Table::name).sorted().collect(Collectors.joining(", "));
        return switch (consistency) {
            case LOCK -> source.role() + " was locked against writes while it was read";
            case QUIET -> source.role() + " was taken to be quiet, and no lock was held";
            case SNAPSHOT ->
                source.role() + " was read from one snapshot"
                        + (locked.isEmpty() ? "" : "; locked meanwhile, since their engine has none: " + names);
        };
    }

    /** Ends the snapshot and releases the locks. */
    @Override
    public void close() {
        guard.ifPresent(session -> {
            try (session) {
                session.execute("release the locks", "UNLOCK TABLES");
            }
        });
        readers.forEach(reader -> {
            try (reader) {
                reader.execute("end the snapshot", "COMMIT");
            }
        });
    }
}
