package dev.dbmerge.internal.promote;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure that sessions are at work no more, whose answers were lost, before what they did is looked at. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Session session;

    Endings(Session session) {
        this.session = session;
    }

    /** Ends sessions that still move tables into a database, and waits until the server has forgotten them. */
    void endMoving(String database) {
        List<Long> moving = session.fetch(
                        "look for a swap that is still at work",
                        "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND INFO LIKE 'RENAME TABLE %'"
                                + " AND LOCATE(?, INFO) > 0",
                        Names.quote(database))
                .map(row -> row.get(0, Long.class));
        if (!moving.isEmpty()) {
            end(moving);
        }
    }

    /**
     * Ends sessions, and waits until the server has forgotten them.
     *
     * @throws MergeException where one stays
     */
    void end(List<Long> ids) {
        for (long id : ids) {
            try {
                session.execute("end connection " + id, "KILL " + id);
            } catch (MergeException e) {
                LOG.debug("connection {} is gone already", id, e);
            }
        }
        String list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String query = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID IN (" + list + ")";
        boolean gone = Waiting.until(
                () -> session.number("see whether connections have ended", query) == 0,
                new CompletableFuture<>(),
                PATIENCE);
        if (!gone) {
            throw new MergeException(
                    ErrorCode.HALF_WAY,
                    "A session of the swap (" + list + ") is still at work on the server after " + PATIENCE.toSeconds()
                            + " s, so that what it does is not known.",
                    "Look at SHOW PROCESSLIST, and run dbmerge recover when it has ended.");
        }
    }
}
