package dev.dbmerge.testing;

/** Servers by their names. */
public final class Servers {
    private Servers() {}

    /** Starts or reaches a server: {@code mariadb:11.4}. */
    public static DatabaseServer of(String name) {
        if (name.equals("mariadb:11.4")) {
            return EmbeddedServer.start();
        }
        throw new IllegalArgumentException("the parts are being built");
    }
}
