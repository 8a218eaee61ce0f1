package dev.dbmerge.internal.copy;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Gives a query's rows as the text that LOAD DATA reads: tabs between fields, a line feed after each row, {@code \N} for NULL.
 *
 * <p>Rows are fetched as the reader asks for bytes, so that no more than one of them is in memory. A value that may take megabytes is
 * read from where the driver has it, piece by piece, and not copied as a whole.
 */
final class RowInputStream extends InputStream {
    private static final long TELL_EVERY = 1000;
    private static final int PIECE = 64 * 1024;

    private final ResultSet rows;
    private final List<Transfer.Field> fields;
    private final byte[] piece = new byte[PIECE];
    private Optional<InputStream> open = Optional.empty();
    private int column;
    private final EnumZeros enumZeros;
    private final LongConsumer progress;
    private byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private long count;
    private boolean done;
    private SQLException failure;

    /**
     * Makes the stream.
     *
     * @param fields what the query's columns hold, in their order
     */
    RowInputStream(ResultSet rows, List<Transfer.Field> fields, EnumZeros enumZeros, LongConsumer progress) {
        this.enumZeros = enumZeros;
        this.rows = rows;
        this.fields = fields;
        this.column = fields.size();
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
                if (open.isPresent()) {
                    encodePiece(open.get());
                } else if (column < fields.size()) {
                    encodeNext();
                } else if (rows.next()) {
                    column = 0;
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

    private void encodeNext() throws SQLException {
        column++;
        if (fields.get(column - 1).large()) {
            open = Optional.ofNullable(rows.getBinaryStream(column));
            if (open.isEmpty()) {
                encodeNull();
                endField();
            }
            return;
        }
        byte[] value = rows.getBytes(column);
        if (value == null) {
            encodeNull();
        } else {
            enumZeros.count(column - 1, value);
            encode(value, value.length);
        }
        endField();
    }

    private void encodePiece(InputStream value) throws IOException {
        int length = value.read(piece);
        if (length < 0) {
            open = Optional.empty();
            endField();
        } else {
            encode(piece, length);
        }
    }

    private void encodeNull() {
        ensure(2);
        buffer[end++] = '\\';
        buffer[end++] = 'N';
    }

    private void endField() {
        ensure(1);
        buffer[end++] = (byte) (column == fields.size() ? '\n' : '\t');
        if (column == fields.size() && ++count % TELL_EVERY == 0) {
            progress.accept(count);
        }
    }

    private void encode(byte[] value, int length) {
        ensure(2 * length);
        for (int i = 0; i < length; i++) {
            byte b = value[i];
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
