package dev.dbmerge.testing;

/**
 * A server to run tests or trials on, with an account that may do everything there.
 *
 * <p>{@link EmbeddedServer} and {@link Containers} start throw-away ones; {@link #close} ends those and deletes their
 * data. On a server that somebody else runs it does nothing.
 */
public interface DatabaseServer extends AutoCloseable {
    /** Gives the JDBC address of a schema, which need not exist; the account is not in it. */
    String url(String schema);

    /** Gives the JDBC address without a schema. */
    default String jdbcUrl() {
        return url("");
    }

    /** Names the account that may do everything. */
    String user();

    /** Gives that account's password, which may be empty. */
    String password();

    /** Gives product and version, as in {@code MariaDB 11.4.5}. */
    String product();

    /** Ends a throw-away server and deletes its data; does nothing the second time. */
    @Override
    void close();
}
