package dev.dbmerge.internal.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads back the rows that {@link RowText} wrote, one of them in memory at a time. */
public final class TextRows implements BatchInserter.Rows {
    private final InputStream in;
    private final List<byte[]> row = new ArrayList<>();
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int limit;

    /** Makes the reader; the caller closes the stream. */
    public TextRows(InputStream in) {
        this.in = in;
    }

    @Override
    public boolean next() throws SQLException {
        row.clear();
        try {
            int c = read();
            if (c < 0) {
                return false;
            }
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            boolean isNull = false;
            while (c != '\n') {
                if (c < 0) {
                    throw new IOException("the rows end within a row");
                }
                if (c == '\t') {
                    end(value, isNull);
                    isNull = false;
                } else if (c == '\\') {
                    int escaped = read();
                    isNull |= escaped == 'N';
                    value.write(unescaped(escaped));
                } else {
                    value.write(c);
                }
                c = read();
            }
            end(value, isNull);
            return true;
        } catch (IOException e) {
            throw new SQLException("the text of rows cannot be read", e);
        }
    }

    private void end(ByteArrayOutputStream value, boolean isNull) {
        row.add(isNull ? null : value.toByteArray());
        value.reset();
    }

    private static int unescaped(int c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case '0' -> 0;
            default -> c;
        };
    }

    @Override
    public byte[] bytes(int column) {
        return row.get(column - 1);
    }

    @Override
    public InputStream stream(int column) {
        byte[] value = row.get(column - 1);
        return value == null ? null : new ByteArrayInputStream(value);
    }

    private int read() throws IOException {
        if (at == limit) {
            limit = Math.max(0, in.read(buffer));
            at = 0;
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }
}
