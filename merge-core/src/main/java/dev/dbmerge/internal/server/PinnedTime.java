package dev.dbmerge.internal.server;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Supplier;

/** Makes NOW() stand for one instant in a session; SYSDATE() goes on with the clock. */
public final class PinnedTime {
    /** The statement that lets NOW() follow the clock again. */
    public static final String UNPIN = "SET SESSION timestamp = DEFAULT";

    private PinnedTime() {}

    /** Gives the statement that pins the time for the rest of a session; servers count microseconds. */
    public static String statement(Instant instant) {
        BigDecimal seconds =
                BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano() / 1000, 6));
        return "SET SESSION timestamp = " + seconds.toPlainString();
    }

    /** Does something in a session while its time is pinned; afterwards NOW() follows the clock again. */
    public static <T> T during(Session session, Instant instant, Supplier<T> work) {
        session.execute("pin NOW()", statement(instant));
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            try {
                unpin(session);
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
        unpin(session);
        return result;
    }

    private static void unpin(Session session) {
        session.execute("let NOW() follow the clock", UNPIN);
    }
}
