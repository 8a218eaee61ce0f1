package dev.dbmerge.internal.copy;

import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;

/** Writes rows as the text that LOAD DATA reads, one of them in memory at a time; for several threads. */
public final class RowText {
    private static final int PIECE = 64 * 1024;

    private final Semaphore turns = LongRowTurns.turns();

    /**
     * What was written.
     *
     * @param zeroNumbers how many ENUMs of index 0 were among it that a server stores with a warning, given as numbers
     * @param zeroTexts how many that MariaDB 10.11 alone warns of, given as texts
     */
    public record Written(long rows, long zeroNumbers, long zeroTexts) {
        /** Nothing yet. */
        public static final Written NOTHING = new Written(0, 0, 0);

        /** Adds the two up. */
        public Written plus(Written other) {
            return new Written(rows + other.rows, zeroNumbers + other.zeroNumbers, zeroTexts + other.zeroTexts);
        }
    }

    /**
     * Writes all rows of a transfer.
     *
     * @param source what it reads is one statement, in whatever transaction the session has
     * @throws IOException when the text cannot be written; the session can be used again
     * @throws dev.dbmerge.error.MergeException when the source's server refuses or goes away
     */
    public Written write(Session source, Transfer transfer, OutputStream out) throws IOException {
        boolean large = transfer.fields().stream().anyMatch(Transfer.Field::large);
        if (!large) {
            return written(source, transfer, out);
        }
        turns.acquireUninterruptibly();
        try {
            return written(source, transfer, out);
        } finally {
            turns.release();
        }
    }

    private static Written written(Session source, Transfer transfer, OutputStream out) throws IOException {
        EnumZeros zeros = EnumZeros.of(transfer, source);
        try (Statement query = Streams.statement(source);
                ResultSet rows = query.executeQuery(source.render(transfer.streamedSelect()));
                RowInputStream stream = new RowInputStream(rows, transfer.fields(), zeros, count -> {})) {
            pass(stream, out, source, rows);
            stream.throwFailure();
            long[] counted = zeros.counted();
            return new Written(stream.count(), counted[0], counted[1]);
        } catch (SQLException e) {
            throw source.failure("read " + transfer.relation().title(), e);
        }
    }

    private static void pass(RowInputStream stream, OutputStream out, Session source, ResultSet rows)
            throws IOException, SQLException {
        byte[] piece = new byte[PIECE];
        for (int count = read(stream, piece); count >= 0; count = read(stream, piece)) {
            try {
                out.write(piece, 0, count);
            } catch (IOException e) {
                Streams.abandon(source, rows);
                throw e;
            }
        }
    }

    /** What the server said is told by the server's own exception, not by the stream's. */
    private static int read(RowInputStream stream, byte[] piece) throws IOException, SQLException {
        try {
            return stream.read(piece, 0, piece.length);
        } catch (IOException e) {
            stream.throwFailure();
            throw e;
        }
    }
}
