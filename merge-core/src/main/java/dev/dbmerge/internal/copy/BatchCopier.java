package dev.dbmerge.internal.copy;

import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.LongConsumer;

/** Streams rows from one session into INSERTs of many rows on another; for targets that take no LOAD DATA LOCAL. */
public final class BatchCopier implements RowCopier {
    private final Session source;
    private final Session target;
    private final BatchInserter inserter;

    public BatchCopier(Session source, Session target) {
        this.source = source;
        this.target = target;
        this.inserter = new BatchInserter(target);
    }

    private record Fetched(ResultSet rows) implements BatchInserter.Rows {
        @Override
        public boolean next() throws SQLException {
            return rows.next();
        }

        @Override
        public byte[] bytes(int column) throws SQLException {
            return rows.getBytes(column);
        }

        @Override
        public InputStream stream(int column) throws SQLException {
            return rows.getBinaryStream(column);
        }
    }

    @Override
    public long copy(Transfer transfer, LongConsumer progress) {
        try (Statement query = Streams.statement(source);
                ResultSet rows = query.executeQuery(select(transfer))) {
            try {
                return inserter.insert(transfer, new Fetched(rows), progress);
            } catch (MergeException e) {
                Streams.abandon(source, rows);
                throw e;
            }
        } catch (SQLException e) {
            throw source.failure("read " + transfer.relation().title(), e);
        }
    }

    private String select(Transfer transfer) {
        return source.render(transfer.streamedSelect());
    }

    @Override
    public Session writer() {
        return target;
    }

    @Override
    public List<String> statements(Transfer transfer) {
        return List.of(select(transfer), inserter.statement(transfer, 1));
    }

    @Override
    public String way(Transfer transfer) {
        return "streamed, batched INSERT";
    }
}
