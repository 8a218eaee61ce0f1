package dev.dbmerge.internal.copy;

import com.mysql.cj.jdbc.JdbcStatement;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.internal.server.Names;
import dev.dbmerge.internal.server.Product;
import dev.dbmerge.internal.server.ServerVersion;
import dev.dbmerge.internal.server.Session;
import dev.dbmerge.internal.server.Streams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Streams rows from one session into LOAD DATA LOCAL on another.
 *
 * <p>REPLACE is there because LOCAL without it means IGNORE, which truncates quietly even in strict mode; a row that replaces another
 * counts twice and is found by its count.
 */
public final class LoadDataCopier implements RowCopier {
    private final Session source;
    private final Session loader;
    private final RowCopier inserting;

    public LoadDataCopier(Session source, Session loader) {
        this.source = source;
        this.loader = loader;
        this.inserting = new BatchCopier(source, loader);
    }

    @Override
    public long copy(Transfer transfer, LongConsumer progress) {
        if (unfit(transfer)) {
            return inserting.copy(transfer, progress);
        }
        String doing = "read " + transfer.relation().title();
        EnumZeros zeros = EnumZeros.of(transfer, loader);
        try (Statement query = Streams.statement(source);
                ResultSet rows = query.executeQuery(select(transfer));
                RowInputStream stream = new RowInputStream(rows, transfer.fields(), zeros, progress)) {
            long stored;
            try {
                stored = zeros.letThrough(loader, () -> stored(transfer, stream, zeros));
                stream.throwFailure();
            } catch (MergeException | SQLException e) {
                Streams.abandon(source, rows);
                throw e;
            }
            Warnings.refuseMiscount(transfer.targetTable(), stream.count(), stored);
            return stream.count();
        } catch (SQLException | java.io.IOException e) {
            throw source.failure(doing, e instanceof SQLException sql ? sql : new SQLException(e));
        }
    }

    private long stored(Transfer transfer, RowInputStream stream, EnumZeros zeros) {
        try {
            long stored = load(transfer, stream);
            Warnings.refuse(loader, transfer.targetTable(), zeros);
            return stored;
        } catch (SQLException e) {
            throw source.failure("read " + transfer.relation().title(), e);
        }
    }

    private long load(Transfer transfer, RowInputStream stream) throws SQLException {
        try (Statement statement = loader.connection().createStatement()) {
            statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(stream);
            statement.execute(statement(loader.server().schema(), transfer));
            return statement.getLargeUpdateCount();
        } catch (SQLException e) {
            stream.throwFailure();
            throw loader.failure("load rows into " + transfer.targetTable(), e);
        }
    }

    private static String statement(String schema, Transfer transfer) {
        return "LOAD DATA LOCAL INFILE 'rows' REPLACE INTO TABLE " + Names.quote(schema, transfer.targetTable()) + " "
                + format(transfer);
    }

    /** Gives what a LOAD DATA says behind its table: how the text is to be read that {@link RowText} writes. */
    public static String format(Transfer transfer) {
        List<String> columns = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        for (Transfer.Field field : transfer.fields()) {
            String name = Names.quote(field.column());
            if (field.encoding().storesAsIs()) {
                columns.add(name);
            } else {
                String variable = "@c" + columns.size();
                columns.add(variable);
                settings.add(name + " = " + field.encoding().write(variable));
            }
        }
        return "CHARACTER SET binary FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ("
                + String.join(", ", columns) + ")" + (settings.isEmpty() ? "" : " SET " + String.join(", ", settings));
    }

    private String select(Transfer transfer) {
        return source.render(transfer.streamedSelect());
    }

    @Override
    public Session writer() {
        return loader;
    }

    @Override
    public List<String> statements(Transfer transfer) {
        if (unfit(transfer)) {
            return inserting.statements(transfer);
        }
        return List.of(select(transfer), statement(loader.server().schema(), transfer));
    }

    @Override
    public String way(Transfer transfer) {
        return unfit(transfer) ? inserting.way(transfer) : "streamed, LOAD DATA";
    }

    /**
     * Tells whether the target's server takes long values badly by LOAD DATA: MySQL 5.7.22 and 8.0.15 need a time that grows by the
     * square of a value's length, and 8.0.15 finds no value for a geometry that must have one; 9.7.4 does neither.
     */
    private boolean unfit(Transfer transfer) {
        return unfit(transfer, loader.server().version());
    }

    /** Tells the same of a server of that version. */
    public static boolean unfit(Transfer transfer, ServerVersion version) {
        return version.product() == Product.MYSQL
                && !version.mysqlAtLeast(8, 4, 0)
                && transfer.fields().stream().anyMatch(Transfer.Field::large);
    }
}
