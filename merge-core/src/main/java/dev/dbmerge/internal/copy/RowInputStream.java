package dev.dbmerge.internal.copy;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Gives a query's rows as the text that LOAD DATA reads: tabs between fields, a line feed after each row, {@code \N} for NULL.
 *
 * <p>Rows are fetched as the reader asks for bytes, so that no more than one of them is in memory.
 */
final class RowInputStream extends InputStream {
    private static final long TELL_EVERY = 1000;

    private final ResultSet rows;
    private final int columns;
    private final EnumZeros enumZeros;
    private final LongConsumer progress;
    private byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private long count;
    private boolean done;
    private SQLException failure;

    RowInputStream(ResultSet rows, EnumZeros enumZeros, LongConsumer progress) throws SQLException {
        this.enumZeros = enumZeros;
        this.rows = rows;
        this.columns = rows.getMetaData().getColumnCount();
        this.progress = progress;
    }

    /** Gives the number of rows read so far. */
    long count() {
        return count;
    }

    /** Throws what the source's server said, if it stopped the stream; the loader would only see an early end. */
    void throwFailure() throws SQLException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (at == end && !fill(length)) {
            return -1;
        }
        int n = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, offset, n);
        at += n;
        return n;
    }

    private boolean fill(int wanted) throws IOException {
        at = 0;
        end = 0;
        try {
            while (!done && end < wanted) {
                if (rows.next()) {
                    encodeRow();
                } else {
                    done = true;
                }
            }
        } catch (SQLException e) {
            failure = e;
            throw new IOException("the source stopped", e);
        }
        return end > 0;
    }

    private void encodeRow() throws SQLException {
        for (int i = 1; i <= columns; i++) {
            byte[] value = rows.getBytes(i);
            if (value == null) {
                ensure(3);
                buffer[end++] = '\\';
                buffer[end++] = 'N';
            } else {
                enumZeros.count(i - 1, value);
                encode(value);
            }
            buffer[end++] = (byte) (i == columns ? '\n' : '\t');
        }
        if (++count % TELL_EVERY == 0) {
            progress.accept(count);
        }
    }

    private void encode(byte[] value) {
        ensure(2 * value.length + 1);
        for (byte b : value) {
            switch (b) {
                case '\\', '\t', '\n' -> escape(b);
                case 0 -> escape((byte) '0');
                default -> buffer[end++] = b;
            }
        }
    }

    /** A tab or line feed behind the escape character stands for itself. */
    private void escape(byte b) {
        buffer[end++] = '\\';
        buffer[end++] = b == '\t' ? (byte) 't' : b == '\n' ? (byte) 'n' : b;
    }

    private void ensure(int more) {
        if (buffer.length - end < more) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, end + more));
        }
    }
}
