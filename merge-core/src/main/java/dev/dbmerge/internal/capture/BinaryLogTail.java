package dev.dbmerge.internal.capture;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.github.shyiko.mysql.binlog.network.ServerException;
import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Server;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.spec.Database;
import dev.dbmerge.spec.ServerUrl;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a server's binary log as a replica does, and tells which rows of watched tables were written.
 *
 * <p>It reads on a thread of its own from a position on. A log that cannot be read to its end is an error of the next {@link #take};
 * nothing is left out quietly.
 */
public final class BinaryLogTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BinaryLogTail.class);
    /** The library tells each connection at INFO; the reference keeps the logger and its level. */
    private static final java.util.logging.Logger ITS_LOG =
            java.util.logging.Logger.getLogger(BinaryLogClient.class.getName());

    private static final Pattern SSL_MODE = Pattern.compile("[?&]sslMode=([A-Za-z_]+)", Pattern.CASE_INSENSITIVE);
    private static final int PURGED = 1236;
    private static final long FIRST_SERVER_ID = 1L << 31;
    private static final int SERVER_IDS = 1 << 30;
    private static final Duration CONNECTING = Duration.ofSeconds(15);

    private final Server server;
    private final LogEvents events;
    private final LogPosition begin;
    private BinaryLogClient client;
    private LogPosition seen;
    private Consumer<DirtyKeys> listener = taken -> {};
    private boolean begun;
    private boolean closed;
    private Optional<IOException> failure = Optional.empty();

    private BinaryLogTail(Server server, LogEvents events, LogPosition begin) {
        this.server = server;
        this.events = events;
        this.begin = begin;
        this.seen = begin;
    }

    /**
     * Begins to follow the log.
     *
     * @param schema the database whose tables are watched
     * @param foldsNames whether the server compares names of tables in any case
     * @param begin where an event group begins
     * @throws MergeException when the server refuses the account or no longer has the log from there on
     */
    public static BinaryLogTail open(
            Server server, String schema, Collection<WatchedTable> watched, boolean foldsNames, LogPosition begin) {
        return open(server, new LogEvents(schema, watched, foldsNames), begin);
    }

    /**
     * Begins to follow the log as the other method does, behind a statement that moves tables.
     *
     * @param moved the database that took the former tables; what was written before that is left out
     * @param history is told what became of each row
     */
    public static BinaryLogTail open(
            Server server,
            String schema,
            Collection<WatchedTable> watched,
            boolean foldsNames,
            LogPosition begin,
            Optional<String> moved,
            RowHistory history) {
        LogEvents events = new LogEvents(schema, watched, foldsNames);
        moved.ifPresent(events::behind);
        events.tell(history);
        return open(server, events, begin);
    }

    private static BinaryLogTail open(Server server, LogEvents events, LogPosition begin) {
        Database database = server.database()
                .orElseThrow(() -> unreadable(server, "it is read by connections of the caller's own"));
        BinaryLogTail tail = new BinaryLogTail(server, events, begin);
        Matcher asked = SSL_MODE.matcher(database.url());
        SSLMode mode = asked.find() ? SSLMode.valueOf(asked.group(1).toUpperCase(Locale.ROOT)) : SSLMode.PREFERRED;
        tail.start(database, mode);
        if (!tail.connecting() && mode == SSLMode.PREFERRED && tail.handshakeFailed()) {
            // The library has no way back from a handshake that failed, as with servers of old protocols.
            tail.start(database, SSLMode.DISABLED);
            tail.connecting();
        }
        tail.confirm();
        return tail;
    }

    private static MergeException unreadable(Server server, String why) {
        return new MergeException(
                ErrorCode.CAPTURE,
                "The binary log of " + server.role() + "'s server at " + server.address() + " cannot be read: " + why
                        + ".",
                "Give the account REPLICATION SLAVE, and name the server by a url in the spec; a promotion does not go without the log.");
    }

    private void start(Database database, SSLMode mode) {
        int colon = server.address().lastIndexOf(':');
        String host = server.address().substring(0, colon).replaceAll("^\\[|]$", "");
        int port = Integer.parseInt(server.address().substring(colon + 1));
        String user = database.user()
                .or(() -> ServerUrl.parse(database.url(), "").user())
                .orElse("");
        ITS_LOG.setLevel(Level.OFF);
        BinaryLogClient one =
                new BinaryLogClient(host, port, user, database.password().value());
        one.setServerId(FIRST_SERVER_ID + new SecureRandom().nextInt(SERVER_IDS));
        one.setBinlogFilename(begin.file());
        one.setBinlogPosition(begin.offset());
        one.setKeepAlive(false);
        one.setSSLMode(mode);
        one.setConnectTimeout(CONNECTING.toMillis());
        one.setHeartbeatInterval(CONNECTING.toMillis());
        one.setEventDeserializer(LogEvents.deserializer());
        one.setUseSendAnnotateRowsEvent(false);
        one.registerEventListener(this::read);
        one.registerLifecycleListener(new Life());
        synchronized (this) {
            client = one;
            failure = Optional.empty();
        }
        Thread thread = new Thread(() -> follow(one), "dbmerge-binary-log");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow(BinaryLogClient one) {
        try {
            one.connect();
            fail(one, new IOException("the server ended the connection"));
        } catch (IOException e) {
            fail(one, e);
        } catch (RuntimeException e) {
            fail(one, new IOException(e));
        }
    }

    /** Waits for the first event, which says that the server has the log; false where it does not come. */
    private synchronized boolean connecting() {
        long end = System.nanoTime() + CONNECTING.toNanos();
        while (!begun && failure.isEmpty() && System.nanoTime() < end) {
            await(end);
        }
        return begun;
    }

    private synchronized boolean handshakeFailed() {
        for (Throwable e = failure.orElse(null); e != null; e = e.getCause()) {
            if (e instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private void await(long end) {
        try {
            wait(Math.max(1, Math.min(1_000, (end - System.nanoTime()) / 1_000_000)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MergeException(ErrorCode.INTERRUPTED, "The run was interrupted.", "Run again when you like.", e);
        }
    }

    /**
     * Waits until everything before a position was read, and gives what was written since the last call.
     *
     * @throws MergeException when the log cannot be read, or does not come so far within the patience
     */
    public synchronized DirtyKeys take(LogPosition upto, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (seen.compareTo(upto) < 0) {
            confirm();
            if (System.nanoTime() > end) {
                throw unreadable(
                        server,
                        "it was read up to " + seen + ", not to " + upto + ", within " + patience.toSeconds() + " s");
            }
            await(end);
        }
        DirtyKeys taken = events.take();
        listener.accept(taken);
        return taken;
    }

    /** Lets somebody see what {@link #take} gives before its caller does; what it throws the caller gets. */
    public synchronized void onTake(Consumer<DirtyKeys> other) {
        listener = other;
    }

    /** Tells whether the statement behind which it was to begin has not come. */
    public synchronized boolean waits() {
        return events.waits();
    }

    /** Leaves out everything behind the statement that moves tables into a database. */
    public synchronized void until(String database) {
        events.until(database);
    }

    /** Gives up to where the log was read. */
    public synchronized LogPosition seen() {
        return seen;
    }

    private synchronized void confirm() {
        failure.ifPresent(e -> {
            String purged = e instanceof ServerException refused && refused.getErrorCode() == PURGED
                    ? "it has no events from " + begin
                            + " on any more, so what was written since the run is not known. Build the target again"
                    : "";
            if (!purged.isEmpty()) {
                throw new MergeException(
                        ErrorCode.CAPTURE,
                        "The binary log of " + server.role() + "'s server at " + server.address()
                                + " has no events from " + begin + " on (" + e.getMessage() + ").",
                        "Build the target again, then promote it before the log is purged.",
                        e);
            }
            throw unreadable(server, e instanceof AuthenticationException ? "it refuses the account" : text(e));
        });
    }

    private static String text(Throwable e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.replaceAll("[\\s.]+$", "").replaceAll("\\s+", " ");
    }

    private synchronized void read(Event event) {
        begun = true;
        try {
            events.read(event);
        } catch (IOException | RuntimeException e) {
            events.addAll("an event of the binary log could not be read (" + text(e) + ")");
        }
        EventHeaderV4 header = event.getHeader();
        if (header.getEventType() == EventType.ROTATE) {
            RotateEventData rotated = event.getData();
            move(new LogPosition(rotated.getBinlogFilename(), rotated.getBinlogPosition()));
        } else if (header.getNextPosition() > 0) {
            move(new LogPosition(seen.file(), header.getNextPosition()));
        }
    }

    /** A server names the file and the position again that it was asked for, before the first event. */
    private void move(LogPosition to) {
        if (to.compareTo(seen) > 0) {
            seen = to;
            notifyAll();
        }
    }

    private synchronized void fail(BinaryLogClient of, IOException e) {
        if (of == client && !closed && failure.isEmpty()) {
            failure = Optional.of(e);
        }
        notifyAll();
    }

    private final class Life extends BinaryLogClient.AbstractLifecycleListener {
        @Override
        public void onCommunicationFailure(BinaryLogClient one, Exception e) {
            fail(one, e instanceof IOException known ? known : new IOException(e));
        }

        /** The library goes on behind such an event as if it had not been there. */
        @Override
        public void onEventDeserializationFailure(BinaryLogClient one, Exception e) {
            LOG.debug("an event of the binary log cannot be read", e);
            synchronized (BinaryLogTail.this) {
                events.addAll("an event of the binary log could not be read (" + text(e) + ")");
            }
        }
    }

    /** Ends the connection; a server that waits for its next event would not notice it. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try (Session session = server.open()) {
            session.execute("end the reading of the binary log", "KILL " + client.getConnectionId());
        } catch (MergeException e) {
            LOG.debug("the connection that reads the binary log is gone already", e);
        }
        try {
            client.disconnect();
        } catch (IOException e) {
            LOG.debug("closing the connection that reads the binary log", e);
        }
    }
}
