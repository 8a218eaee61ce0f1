package dev.dbmerge.internal.copy;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Session;
import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Inserts rows, wherever they come from, by statements of many rows. */
public final class BatchInserter {
    private static final int MAX_ROWS = 500;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_PLACEHOLDERS = 60_000;

    /** The driver sends bytes as x'31', which MySQL takes for the number 49 where it wants one. */
    private static final String BYTES = "CONVERT(? USING binary)";

    private final Session target;

    /** Makes it; the rows go into tables of the schema of the session's server. */
    public BatchInserter(Session target) {
        this.target = target;
    }

    /** Rows in the form in which a transfer reads them, one after the other. */
    public interface Rows {
        /** Goes to the next row; false behind the last one. */
        boolean next() throws SQLException;

        /** Gives a value's bytes, by its place from 1; null for NULL. */
        byte[] bytes(int column) throws SQLException;

        /** Gives the same without a copy where there is none yet. */
        InputStream stream(int column) throws SQLException;
    }

    /**
     * Inserts all rows, in the session's transaction.
     *
     * @param progress told now and then how many rows have been inserted
     * @return how many
     * @throws SQLException what the rows threw; a refusal of the server that stores them is a MergeException
     */
    public long insert(Transfer transfer, Rows rows, LongConsumer progress) throws SQLException {
        int columns = transfer.fields().size();
        boolean large = transfer.fields().stream().anyMatch(Transfer.Field::large);
        EnumZeros zeros = EnumZeros.of(transfer, target);
        int most = Math.max(1, Math.min(MAX_ROWS, MAX_PLACEHOLDERS / columns));
        List<byte[]> batch = new ArrayList<>();
        long bytes = 0;
        long count = 0;
        while (rows.next()) {
            if (large && isLong(transfer, rows)) {
                insert(transfer, batch, zeros);
                bytes = 0;
                zeros.letThrough(target, () -> insertedAlone(transfer, rows, zeros));
                zeros.forget();
                progress.accept(++count);
                continue;
            }
            for (int i = 1; i <= columns; i++) {
                byte[] value = rows.bytes(i);
                batch.add(value);
                bytes += value == null ? 1 : value.length;
                if (value != null) {
                    zeros.count(i - 1, value);
                }
            }
            count++;
            if (batch.size() >= most * columns || bytes >= MAX_BYTES) {
                insert(transfer, batch, zeros);
                bytes = 0;
                progress.accept(count);
            }
        }
        insert(transfer, batch, zeros);
        return count;
    }

    /** Looks at values where the driver has them, without making copies. */
    private static boolean isLong(Transfer transfer, Rows rows) throws SQLException {
        long bytes = 0;
        for (int i = 1; i <= transfer.fields().size(); i++) {
            if (transfer.fields().get(i - 1).large()) {
                bytes += length(rows.stream(i));
            }
        }
        return bytes >= MAX_BYTES;
    }

    private static int length(InputStream value) throws SQLException {
        try {
            return value == null ? 0 : value.available();
        } catch (IOException e) {
            throw new SQLException("a value cannot be read", e);
        }
    }

    /** Inserts what was gathered, and begins anew. */
    private void insert(Transfer transfer, List<byte[]> values, EnumZeros zeros) {
        if (!values.isEmpty()) {
            zeros.letThrough(target, () -> inserted(transfer, values, zeros));
            zeros.forget();
            values.clear();
        }
    }

    /** Sends a long row by a statement that the server prepares, which takes values piece by piece. */
    private long insertedAlone(Transfer transfer, Rows row, EnumZeros zeros) {
        try (PreparedStatement insert =
                target.connection().unwrap(JdbcConnection.class).serverPrepareStatement(statement(transfer, 1))) {
            for (int i = 1; i <= transfer.fields().size(); i++) {
                InputStream value = transfer.fields().get(i - 1).large() ? row.stream(i) : null;
                if (value == null) {
                    byte[] bytes = row.bytes(i);
                    insert.setBytes(i, bytes);
                    if (bytes != null) {
                        zeros.count(i - 1, bytes);
                    }
                } else {
                    insert.setBinaryStream(i, value, length(value));
                }
            }
            return stored(transfer, insert, 1, zeros);
        } catch (SQLException e) {
            throw target.failure("insert rows into " + transfer.targetTable(), e);
        }
    }

    private long stored(Transfer transfer, PreparedStatement insert, int rows, EnumZeros zeros) throws SQLException {
        long stored = insert.executeLargeUpdate();
        Warnings.refuse(target, transfer.targetTable(), zeros);
        Warnings.refuseMiscount(transfer.targetTable(), rows, stored);
        return stored;
    }

    private long inserted(Transfer transfer, List<byte[]> values, EnumZeros zeros) {
        int rows = values.size() / transfer.fields().size();
        try (PreparedStatement insert = target.connection().prepareStatement(statement(transfer, rows))) {
            for (int i = 0; i < values.size(); i++) {
                insert.setBytes(i + 1, values.get(i));
            }
            return stored(transfer, insert, rows, zeros);
        } catch (SQLException e) {
            throw target.failure("insert rows into " + transfer.targetTable(), e);
        }
    }

    /** Gives the statement for so many rows. */
    String statement(Transfer transfer, int rows) {
        String row = transfer.fields().stream()
                .map(field -> field.encoding().write(BYTES))
                .collect(Collectors.joining(", ", "(", ")"));
        return "INSERT INTO " + Names.quote(target.server().schema(), transfer.targetTable()) + " ("
                + transfer.targetColumns() + ") VALUES " + String.join(", ", Collections.nCopies(rows, row));
    }
}
