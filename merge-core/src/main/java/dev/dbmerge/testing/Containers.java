package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;

/**
 * Starts throw-away servers of any version in containers, from the images {@code mysql} and {@code mariadb}.
 *
 * <p>Needs {@code org.testcontainers:testcontainers} on the class path, and a Docker engine. The server listens at a
 * port that the engine chooses; binary log by row, LOCAL INFILE allowed. {@link DatabaseServer#close} removes the
 * container; where that is not called, Testcontainers does when the JVM ends.
 */
public final class Containers {
    private Containers() {}

    /**
     * Starts MySQL and waits until it takes connections.
     *
     * @param tag names the version, as in {@code 9.7}
     * @throws MergeException when it cannot be started ({@link ErrorCode#EMBEDDED_SERVER}); no container is left behind
     */
    public static DatabaseServer mysql(String tag) {
        return start("mysql:" + tag);
    }

    /**
     * Starts MariaDB and waits until it takes connections.
     *
     * @param tag names the version, as in {@code 11.4}
     * @throws MergeException when it cannot be started ({@link ErrorCode#EMBEDDED_SERVER}); no container is left behind
     */
    public static DatabaseServer mariadb(String tag) {
        return start("mariadb:" + tag);
    }

    private static DatabaseServer start(String image) {
        try {
            return ContainerServer.start(image);
        } catch (NoClassDefFoundError e) {
            throw new MergeException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The server " + image + " needs Testcontainers, which is not on the class path.",
                    "Add org.testcontainers:testcontainers:2.0.5, or use mariadb:11.4 or mysql:8.0, which are embedded.",
                    e);
        }
    }
}
