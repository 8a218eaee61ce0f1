package dev.dbmerge.internal.verify;

import dev.dbmerge.internal.copy.Transfer;
import dev.dbmerge.internal.hash.RowSum;
import dev.dbmerge.internal.mapping.Encoding;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jooq.Record;
import org.jooq.Select;

/**
 * Hashes rows here, for tables that two servers print differently: as a text 1e-7 is {@code 1e-7} on MySQL 9.7 and
 * {@code 0.0000001} on MySQL 8.0.15 and MariaDB.
 *
 * <p>Rows are streamed; a floating point number counts by its bits.
 */
final class ClientRowHasher {
    private final MessageDigest digest;
    private final Zero zero;
    private final byte[] piece = new byte[64 * 1024];

    ClientRowHasher(Zero zero) {
        this.zero = zero;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Sums the rows of a query.
     *
     * @param select gives one column for each field, read as the field says
     */
    RowSum sum(Session session, Select<Record> select, List<Transfer.Field> fields) {
        try (Statement statement = Streams.statement(session);
                ResultSet rows = statement.executeQuery(session.render(select))) {
            long count = 0;
            BigInteger sum = BigInteger.ZERO;
            while (rows.next()) {
                for (int i = 0; i < fields.size(); i++) {
                    if (fields.get(i).large()) {
                        add(rows.getBinaryStream(i + 1));
                    } else {
                        add(rows.getBytes(i + 1), fields.get(i).encoding());
                    }
                }
                sum = sum.add(
                        BigInteger.valueOf(ByteBuffer.wrap(digest.digest()).getLong() >>> 4));
                count++;
            }
            return new RowSum(count, sum);
        } catch (SQLException | IOException e) {
            throw session.failure(
                    "read rows to compare them",
                    e instanceof SQLException sql ? sql : new SQLException("a value cannot be read", e));
        }
    }

    /** Adds a value that may have megabytes from where the driver has it. */
    private void add(InputStream value) throws IOException {
        if (value == null) {
            digest.update((byte) 'N');
            return;
        }
        digest.update((value.available() + ":").getBytes(StandardCharsets.US_ASCII));
        for (int count = value.read(piece); count >= 0; count = value.read(piece)) {
            digest.update(piece, 0, count);
        }
    }

    private void add(byte[] value, Encoding encoding) {
        if (value == null) {
            digest.update((byte) 'N');
            return;
        }
        byte[] bytes = value;
        if (encoding == Encoding.DOUBLE) {
            double number = Double.parseDouble(new String(value, StandardCharsets.US_ASCII));
            bytes = ByteBuffer.allocate(Long.BYTES)
                    .putDouble(zero == Zero.UNSIGNED ? number + 0.0 : number)
                    .array();
        }
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
