package dev.dbmerge.internal.dump;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.event.DumpProgress;
import dev.dbmerge.event.DumpProgress.State;
import dev.dbmerge.internal.server.Crew;
import dev.dbmerge.internal.server.NamedLock;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.Dump;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a database out of a dump, so that a source can be read there; one that is there already is used again. */
public final class DumpSource {
    private static final Logger LOG = LoggerFactory.getLogger(DumpSource.class);
    private static final long SECOND = 1_000_000_000L;

    private final Dump dump;
    private final Server server;
    private final Server target;
    private final int threads;
    private final Consumer<DumpProgress> listener;
    private long lastTold;

    /**
     * Makes the source; nothing is read yet.
     *
     * @param server the target's server as the source's role sees it, with the database that is filled
     * @param target whose lock keeps two loads and runs apart
     * @param threads how many files of a folder are loaded at the same time
     * @param listener is told how far it is, by the caller's thread or one of those
     */
    public DumpSource(Dump dump, Server server, Server target, int threads, Consumer<DumpProgress> listener) {
        this.dump = dump;
        this.server = server;
        this.target = target;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * Loads the dump where it is not loaded yet. A load that stopped is begun anew by the next.
     *
     * @throws RefusedException when another run is at work in the target, or the database is somebody else's
     * @throws MergeException when the dump cannot be read, is not whole, or the server refuses or changes something of it
     */
    public void load() {
        DumpFiles files = DumpFiles.of(dump);
        String hash = files.hash(dump.schema());
        try (Session session = server.open()) {
            if (isLoaded(session, hash)) {
                tell(State.WAS_THERE, files.bytes(), files.bytes(), 0);
                return;
            }
            try (NamedLock lock = NamedLock.take(target)) {
                lock.endOthers();
                refuseOccupied(session);
                build(session, files, hash);
                lock.confirm();
            } catch (ServerException e) {
                throw e.code() == ErrorCode.PRIVILEGE ? lacking(e) : e;
            }
        }
    }

    /** Whoever loads is the target's account, and has to do more than to read. */
    private ServerException lacking(ServerException e) {
        return new ServerException(
                e.code(),
                e.problem(),
                "GRANT ALL PRIVILEGES ON " + Names.quote(server.schema())
                        + ".* to the target's account, then run again.",
                e);
    }

    /**
     * Gives how many bytes a dump has, packed as it is.
     *
     * @throws MergeException when it is not there, not whole or of another kind, as far as that can be seen from outside
     */
    public static long bytes(Dump dump) {
        return DumpFiles.of(dump).bytes();
    }

    /** Drops the database, where dbmerge made it. */
    public void drop() {
        try (Session session = server.open()) {
            if (marked(session)) {
                session.execute("drop " + server.schema(), "DROP DATABASE IF EXISTS " + Names.quote(server.schema()));
            }
        }
    }

    private boolean isLoaded(Session session, String hash) {
        return LoadedDump.read(session, server.schema())
                .filter(loaded -> loaded.hash().equals(hash))
                .isPresent();
    }

    private boolean marked(Session session) {
        return count(session, " AND table_name = " + Names.literal(LoadedDump.MARK)) > 0;
    }

    private long count(Session session, String condition) {
        return session.number(
                "see what is in " + server.schema(),
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = " + Names.literal(server.schema())
                        + condition);
    }

    private void refuseOccupied(Session session) {
        if (count(session, "") > 0 && !marked(session)) {
            throw new RefusedException(
                    ErrorCode.TARGET_EXISTS,
                    "The database " + server.schema() + ", into which " + server.role()
                            + "'s dump is to be loaded, exists at " + server.address()
                            + ", and dbmerge did not make it.",
                    "Drop or rename it, or choose another target.schema.");
        }
    }

    private void build(Session session, DumpFiles files, String hash) {
        String schema = Names.quote(server.schema());
        session.execute("drop an earlier dump", "DROP DATABASE IF EXISTS " + schema);
        session.execute("make the database of the dump", "CREATE DATABASE " + schema);
        try {
            session.execute("mark the database of the dump", LoadedDump.createMark(server.schema()));
            LoadedDump loaded = load(files, hash);
            if (count(session, "") < 2) {
                throw new MergeException(
                        ErrorCode.DUMP_FILE,
                        "The dump " + files.path() + " holds no table"
                                + dump.schema().map(name -> " of " + name).orElse("") + ".",
                        "Name a dump with the source's tables and rows.");
            }
            loaded.write(session, server.schema());
            tell(State.LOADED, files.bytes(), files.bytes(), loaded.rows());
        } catch (RuntimeException e) {
            discard(session, schema, e);
            throw e;
        }
    }

    /** What cannot be dropped now, the next load drops by its mark. */
    private void discard(Session session, String schema, RuntimeException because) {
        try {
            session.execute("drop what was loaded", "DROP DATABASE IF EXISTS " + schema);
        } catch (MergeException e) {
            LOG.debug("could not drop {}", schema, e);
            because.addSuppressed(e);
        }
    }

    private LoadedDump load(DumpFiles files, String hash) {
        long bytes = files.bytes();
        tell(State.BEGUN, 0, bytes, 0);
        DumpFacts facts = new DumpFacts(dump.schema(), files.schema(), said -> tell(said, bytes));
        try (DumpLoader loader = new DumpLoader(server.role(), server, facts)) {
            files.first().forEach(loader::load);
            rows(files.rows(), loader, facts);
            files.last().forEach(loader::load);
        }
        return facts.loaded(hash);
    }

    /** A table's files follow each other; those of several tables are loaded at the same time. */
    private void rows(Map<String, List<Path>> rows, DumpLoader first, DumpFacts facts) {
        if (rows.isEmpty()) {
            return;
        }
        List<DumpLoader> loaders = new ArrayList<>(List.of(first));
        try {
            IntStream.range(1, Math.min(threads, rows.size()))
                    .forEach(i -> loaders.add(new DumpLoader(server.role(), server, facts)));
            new Crew<>(loaders).work(rows.values().stream().map(TableFiles::new).toList());
        } finally {
            loaders.stream().skip(1).forEach(DumpLoader::close);
        }
    }

    /** The files of a table's rows, one at a time. */
    private static final class TableFiles implements Crew.Job<DumpLoader> {
        private final Deque<Path> files;
        private final long size;
        private boolean busy;

        TableFiles(List<Path> files) {
            this.files = new ArrayDeque<>(files);
            this.size = files.stream().mapToLong(DumpFiles::size).sum();
        }

        @Override
        public synchronized Optional<Crew.Piece<DumpLoader>> next() {
            if (busy || files.isEmpty()) {
                return Optional.empty();
            }
            Path file = files.remove();
            busy = true;
            return Optional.of(loader -> {
                loader.load(file);
                free();
            });
        }

        private synchronized void free() {
            busy = false;
        }

        @Override
        public synchronized boolean done() {
            return files.isEmpty();
        }

        @Override
        public long size() {
            return size;
        }
    }

    /** Tells once a second how far it is. */
    private void tell(DumpFacts said, long of) {
        synchronized (this) {
            if (System.nanoTime() - lastTold < SECOND) {
                return;
            }
            lastTold = System.nanoTime();
        }
        tell(State.GOES_ON, said.bytes(), of, said.rows());
    }

    private void tell(State state, long bytes, long of, long rows) {
        synchronized (this) {
            lastTold = System.nanoTime();
        }
        listener.accept(new DumpProgress(server.role(), dump.path(), server.schema(), bytes, of, rows, state));
    }
}
