package dev.dbmerge.cli.demo;

import java.util.Objects;

/**
 * A server that the demo's databases are made on.
 *
 * @param url a Connector/J URL without a schema, such as {@code jdbc:mysql://127.0.0.1:3306/}
 * @param user an account that may create databases
 * @param password empty for none
 */
public record DemoServer(String url, String user, String password) {
    public DemoServer {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /** Leaves out the password and the URL's properties, which may hold one. */
    @Override
    public String toString() {
        return url.split("\\?", 2)[0] + " as " + user;
    }
}
