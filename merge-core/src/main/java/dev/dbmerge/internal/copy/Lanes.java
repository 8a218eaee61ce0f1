package dev.dbmerge.internal.copy;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.plan.CopyMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Opens the lanes from one source to the target, one for each session that reads the source's moment. */
public final class Lanes implements AutoCloseable {
    private final List<Lane> lanes = new ArrayList<>();

    /**
     * Opens them.
     *
     * @param tables those of the source that the target's account would have to read within one server
     * @param wanted the way that the caller asks for
     * @param noted is told why a slower way is taken
     */
    public Lanes(
            SourceSnapshot source,
            Server target,
            Collection<String> tables,
            CopyMethod wanted,
            Consumer<String> noted) {
        Semaphore turns = LongRowTurns.turns();
        try {
            for (Session reader : source.readers()) {
                lanes.add(new Lane(reader, turns, () -> writing(reader, source, target, tables, wanted, noted)));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Lane.Writing writing(
            Session reader,
            SourceSnapshot source,
            Server target,
            Collection<String> tables,
            CopyMethod wanted,
            Consumer<String> noted) {
        Session session = target.open();
        try {
            prepare(session);
            CopierChoice choice = CopierChoice.of(reader, source.consistency(), tables, session, wanted, noted);
            if (choice.copier().writer() != session) {
                prepare(choice.copier().writer());
            }
            return new Lane.Writing(session, choice);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Gives all lanes. */
    public List<Lane> all() {
        return List.copyOf(lanes);
    }

    /** Gives one, for what goes one after the other. */
    public Lane first() {
        return lanes.get(0);
    }

    /**
     * Lets an INSERT .. SELECT take no locks of the source's rows, which are held still by other means, and an index be sorted in
     * more memory than the 1 MB of MySQL's default.
     */
    private static void prepare(Session session) {
        WriterMode.set(session);
        boolean statements = session.fetch("read the binary log's format", "SELECT @@SESSION.binlog_format")
                .get(0)
                .get(0, String.class)
                .equals("STATEMENT");
        if (!statements) {
            session.execute("choose the isolation", "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
        if (session.server().version().mysqlAtLeast(8, 0, 27)) {
            set(session, "innodb_ddl_buffer_size = 67108864");
        }
    }

    /** Managed servers may not let every account set it. */
    private static void set(Session session, String setting) {
        try {
            session.execute("give an index more memory", "SET SESSION " + setting);
        } catch (MergeException e) {
            if (e.code() != ErrorCode.PRIVILEGE && e.code() != ErrorCode.STEP) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
