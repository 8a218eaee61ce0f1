package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps folders that are costly to make, one copy for all processes of a user.
 *
 * @param root the folder that holds them; made when needed
 */
record Cache(Path root) {
    /** Makes the content of a folder. */
    @FunctionalInterface
    interface Filler {
        void fill(Path empty) throws IOException;
    }

    /** Gives the cache that {@code DBMERGE_CACHE} names (property or variable), else the one of the user's account. */
    static Cache ofUser() {
        return new Cache(setting("DBMERGE_CACHE")
                .or(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .filter(home -> !home.isBlank())
                        .map(home -> home + "/dbmerge"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "dbmerge"))
                .toAbsolutePath());
    }

    /** Reads a system property or, where it is not set, the environment variable of the same name. */
    static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name, System.getenv(name)))
                .filter(value -> !value.isBlank());
    }

    /**
     * Gives a folder whole, filling it when no process has done so yet.
     *
     * <p>Processes wait for each other on {@code name.lock}. The content is made in {@code name.part}, which a killed
     * process leaves behind and the next one replaces.
     */
    Path folder(String name, Filler filler) {
        Path folder = root.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(root);
            synchronized (Cache.class) {
                fillLocked(folder, filler);
            }
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.EMBEDDED_SERVER,
                    "The cache folder " + folder + " cannot be made: " + Folders.reason(e) + ".",
                    "Mend that, or name another folder in DBMERGE_CACHE.",
                    e);
        }
        return folder;
    }

    private void fillLocked(Path folder, Filler filler) throws IOException {
        Path lock = root.resolve(folder.getFileName() + ".lock");
        Path part = root.resolve(folder.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (Files.isDirectory(folder)) {
                return;
            }
            Folders.delete(part);
            Files.createDirectory(part);
            fillOrDelete(part, filler);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void fillOrDelete(Path part, Filler filler) throws IOException {
        try {
            filler.fill(part);
        } catch (IOException | RuntimeException e) {
            try {
                Folders.delete(part);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }
}
