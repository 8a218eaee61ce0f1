package dev.dbmerge.internal.server;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Opens connections by a DataSource that an embedder gives; what it allows is all that a connection can do. */
public final class DataSourceConnections implements Connections {
    private final DataSource source;

    public DataSourceConnections(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection open(Purpose purpose) throws SQLException {
        return source.getConnection();
    }
}
