package dev.dbmerge.testing;

import java.sql.SQLException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mysql.MySQLContainer;

/** Starts MySQL 9.7 in a container. */
final class MySql97 {
    private MySql97() {}

    static TestServer start() throws SQLException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("there is no Docker engine; .ci/mysql-docker sets one up");
        }
        MySQLContainer container = new MySQLContainer("mysql:9.7")
                .withUsername("root")
                .withPassword("test")
                .withCommand("mysqld", "--local-infile=1", "--server-id=97");
        container.start();
        String base = "jdbc:mysql://" + container.getHost() + ":" + container.getMappedPort(3306) + "/";
        return new TestServer("mysql-9.7", new ServerAddress(base, "", "root", "test"), container, true);
    }
}
