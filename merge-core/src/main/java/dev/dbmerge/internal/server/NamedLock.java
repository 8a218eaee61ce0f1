package dev.dbmerge.internal.server;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The lock that keeps two runs off one target; it is the server's, so it goes when its session goes. */
public final class NamedLock implements AutoCloseable {
    private final Session session;
    private final String name;

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

    /** Releases the lock. */
    @Override
    public void close() {
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
