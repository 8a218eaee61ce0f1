package dev.dbmerge.internal.server;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock that keeps two runs off one target; it is the server's, so it goes when its session goes.
 *
 * <p>Sessions that write the target are marked by locks of their own. A server does not notice that a client was killed while it works
 * for it: whoever holds the lock next ends those sessions, and waits until what they had not committed is rolled back.
 */
public final class NamedLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NamedLock.class);
    private static final int MARKS = 256;
    private static final int PATIENCE_SECONDS = 600;

    private final Session session;
    private final String name;
    private final BitSet used = new BitSet();

    private NamedLock(Session session, String name) {
        this.session = session;
        this.name = name;
    }

    /**
     * Takes the lock of a target schema, at once or not at all.
     *
     * @throws RefusedException with {@link ErrorCode#LOCKED} when another run holds it
     */
    public static NamedLock take(Server target) {
        String name = name(target.schema());
        Session session = target.open();
        try {
            long taken = session.number(
                    "take the lock of " + target.schema(), "SELECT GET_LOCK(" + Names.literal(name) + ", 0)");
            if (taken != 1) {
                long holder =
                        session.number("see who holds the lock", "SELECT IS_USED_LOCK(" + Names.literal(name) + ")");
                throw new RefusedException(
                        ErrorCode.LOCKED,
                        "Another run holds the lock of " + target.schema() + " (connection " + holder + " of "
                                + target.address() + ").",
                        "Wait until it ends, or end it.");
            }
            return new NamedLock(session, name);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Makes sure that the lock is still held.
     *
     * @throws RefusedException when it was lost, as after a broken connection
     */
    public void confirm() {
        long holder = session.number("confirm the lock", "SELECT IS_USED_LOCK(" + Names.literal(name) + ")");
        if (holder != session.id()) {
            throw new RefusedException(
                    ErrorCode.LOCKED,
                    "The run lost its lock to connection " + holder + ".",
                    "Run again when the other has ended.");
        }
    }

    /** Marks a session on the same server as one of the lock's holder; gives the mark's number, if there is a free one. */
    synchronized Optional<Integer> mark(Session writer) {
        for (int number = used.nextClearBit(0); number < MARKS; number = used.nextClearBit(number + 1)) {
            if (writer.number("mark a session", "SELECT GET_LOCK(" + mark(number) + ", 0)") == 1) {
                used.set(number);
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    /** Marks all sessions that are opened on the server from here on, until this is closed. */
    public void markSessions() {
        session.server().marking(Optional.of(this));
    }

    /** Marks likewise the sessions that another role opens on the same server. */
    public void markSessions(Server other) {
        other.marking(Optional.of(this));
    }

    /** Forgets the mark of a session that is closed. */
    synchronized void unmark(int number) {
        used.clear(number);
    }

    private String mark(int number) {
        return Names.literal(name + "-" + number);
    }

    /**
     * Ends the sessions that an earlier holder left at work, and waits for their ends.
     *
     * @return how many there were
     */
    public int endOthers() {
        String query = IntStream.range(0, MARKS)
                .mapToObj(number -> "IS_USED_LOCK(" + mark(number) + ")")
                .collect(Collectors.joining(", ", "SELECT ", ""));
        Record holders = session.fetchPlain("look for sessions of an earlier run", query);
        int ended = 0;
        for (int number = 0; number < MARKS; number++) {
            Long holder = holders.get(number, Long.class);
            if (holder != null) {
                end(number, holder);
                ended++;
            }
        }
        return ended;
    }

    private void end(int number, long holder) {
        try {
            session.execute("end connection " + holder + " of an earlier run", "KILL " + holder);
        } catch (MergeException e) {
            LOG.debug("connection {} of an earlier run is gone already", holder, e);
        }
        long free = session.number(
                "wait for the end of an earlier run",
                "SELECT GET_LOCK(" + mark(number) + ", " + PATIENCE_SECONDS + ")");
        if (free != 1) {
            throw new RefusedException(
                    ErrorCode.LOCKED,
                    "Connection " + holder + " of an earlier run is still at work in the target after "
                            + PATIENCE_SECONDS + " s, perhaps rolling back.",
                    "Run again when SHOW PROCESSLIST no longer lists it.");
        }
        session.number("release a mark", "SELECT RELEASE_LOCK(" + mark(number) + ")");
    }

    /** Releases the lock. */
    @Override
    public void close() {
        session.server().marking(Optional.empty());
        session.close();
    }

    /** Names over 64 characters fail, so the schema's hash stands for it. */
    private static String name(String schema) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(schema.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return "dbmerge-" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
