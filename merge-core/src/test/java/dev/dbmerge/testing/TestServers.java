package dev.dbmerge.testing;

import java.util.List;
import java.util.Objects;

/**
 * The servers that the tests run on: MariaDB 11.4 and MySQL 8.0 embedded, MySQL 9.7 in a container; or only those of
 * {@code MERGE_TEST_URL} (property or variable: JDBC URLs with the account in their options, comma between).
 *
 * @param all at least one
 */
public record TestServers(List<TestServer> all) {
    public TestServers {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no server to test on");
        }
    }

    /** Gives a server other than the given one, for merges between servers; the same one where there is no other. */
    public TestServer otherThan(TestServer server) {
        Objects.requireNonNull(server, "server");
        return all.stream().filter(other -> other != server).findFirst().orElse(server);
    }
}
