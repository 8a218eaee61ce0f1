package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds the files of the embedded server: its programs and a data folder to start from, both made once.
 *
 * @param programs the folder with {@code bin} and {@code share}
 * @param data a data folder as after the installation: root without a password, no other account
 */
record ServerFiles(Path programs, Path data) {
    /** System tables by the server's own scripts; the help tables are left out, they are most of the work. */
    private static final List<String> SCRIPTS = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql",
            "mariadb_sys_schema.sql");

    /** Gives the files, fetching, unpacking and installing what the cache lacks. */
    static ServerFiles of(Distribution distribution, Cache cache, JarFinder finder) {
        String name = "mariadb-" + Distribution.VERSION;
        Path programs = cache.folder(name, empty -> unpack(distribution, finder, empty));
        Path data = cache.folder(name + ".data", empty -> install(distribution, programs, empty));
        return new ServerFiles(programs, data);
    }

    private static void unpack(Distribution distribution, JarFinder finder, Path empty) throws IOException {
        Path download = empty.resolveSibling(empty.getFileName() + ".jar");
        try {
            finder.find(distribution, download).unpack(distribution.jarFolder(), empty);
        } finally {
            Files.deleteIfExists(download);
        }
    }

    private static void install(Distribution distribution, Path programs, Path data) throws IOException {
        Path log = data.resolveSibling(data.getFileName() + ".log");
        Process process = new ProcessBuilder(bootstrap(distribution, programs, data))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Optional<IOException> broken = feed(process, programs);
        int status = await(process);
        String said = Files.readString(log);
        Files.delete(log);
        if (status != 0 || broken.isPresent()) {
            throw StartFailure.of("installed", said, broken.orElse(null));
        }
    }

    private static List<String> bootstrap(Distribution distribution, Path programs, Path data) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve(distribution.program()).toString(),
                "--no-defaults",
                "--bootstrap",
                "--skip-networking",
                "--basedir=" + programs,
                "--datadir=" + data,
                "--innodb-log-file-size=8M"));
        command.addAll(MariaDbProcess.asRoot());
        return command;
    }

    /** Writes the scripts; a server that does not start breaks the pipe, and its own output says why. */
    private static Optional<IOException> feed(Process process, Path programs) {
        try (OutputStream in = process.getOutputStream()) {
            in.write("CREATE DATABASE mysql;\nUSE mysql;\n".getBytes(StandardCharsets.UTF_8));
            for (String script : SCRIPTS) {
                Files.copy(script(programs, script), in);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
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

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new MergeException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The embedded server's installation was interrupted.",
                    "Start again.",
                    e);
        }
    }
}
