package dev.dbmerge.internal.verify;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.ServerException;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.PinnedTime;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.report.CheckResult;
import dev.dbmerge.spec.Check;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Runs checks on the target, each in a read-only transaction with NOW() pinned.
 *
 * <p>Rows are counted as they stream by; the first column of the first five is kept.
 */
public final class CheckRunner {
    private static final int KEYS = 5;
    private static final int KEY_LENGTH = 80;

    private final Session session;
    private final String target;
    private final Instant pinnedAt;

    /**
     * Makes the runner.
     *
     * @param session on the target's server, and used for nothing else meanwhile
     * @param target the target's schema, which {@code ${target}} stands for
     */
    public CheckRunner(Session session, String target, Instant pinnedAt) {
        this.session = session;
        this.target = target;
        this.pinnedAt = pinnedAt;
    }

    /**
     * Runs one check.
     *
     * @return with its rows; a check that holds has none
     * @throws ServerException when the server refuses the query
     */
    public CheckResult run(Check check) {
        return PinnedTime.during(session, pinnedAt, () -> readOnly(check));
    }

    /** Gives the query that a check runs on a target. */
    public static String query(Check check, String target) {
        return check.sql().replace("${target}", Names.quote(target));
    }

    private CheckResult readOnly(Check check) {
        try {
            session.connection().setCatalog(target);
            execute("SET SESSION character_set_results = utf8mb4");
            execute("START TRANSACTION READ ONLY");
            return query(check);
        } catch (SQLException e) {
            throw refused(check, e);
        } finally {
            leave();
        }
    }

    private void leave() {
        try {
            execute("ROLLBACK");
            execute("SET SESSION character_set_results = NULL");
        } catch (SQLException e) {
            // The session is gone; what is thrown already says so, else its next statement does.
            session.close();
        }
    }

    private CheckResult query(Check check) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery(query(check, target))) {
                return count(check, rows);
            }
        }
    }

    private static CheckResult count(Check check, ResultSet rows) throws SQLException {
        List<String> keys = new ArrayList<>();
        long count = 0;
        while (rows.next()) {
            if (count++ < KEYS) {
                byte[] key = rows.getBytes(1);
                keys.add(key == null ? "NULL" : text(key));
            }
        }
        return new CheckResult(check.id(), count, true, keys);
    }

    private static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = "0x" + HexFormat.of().formatHex(bytes);
        }
        return text.length() <= KEY_LENGTH ? text : text.substring(0, KEY_LENGTH) + "...";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private MergeException refused(Check check, SQLException e) {
        MergeException failure = session.failure("run check " + check.id() + " (" + check.file() + ")", e);
        if (failure.code() != ErrorCode.STEP) {
            return failure;
        }
        return new ServerException(failure.code(), failure.problem(), "Mend " + check.file() + ", then run again.", e);
    }
}
