package dev.dbmerge.testing;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the folder that a server to throw away writes to: in memory where Linux has room for it there, since making and dropping
 * tables takes half the time then; else, and where {@code java.io.tmpdir} was set, under that.
 */
final class RunFolder {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Path DEFAULT = Path.of("/tmp");
    private static final long ROOM_BYTES = 4L << 30;

    private RunFolder() {}

    /** Makes an empty folder. */
    static Path make() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path parent = temporary.equals(DEFAULT) && hasRoom(MEMORY) ? MEMORY : temporary;
        try {
            return Files.createTempDirectory(parent, "dbmerge-");
        } catch (IOException e) {
            throw new MergeException(
                    ErrorCode.EMBEDDED_SERVER,
                    "No folder for the embedded server can be made under " + parent + ": " + Folders.reason(e) + ".",
                    "Name another folder with -Djava.io.tmpdir.",
                    e);
        }
    }

    private static boolean hasRoom(Path folder) {
        try {
            return Files.isDirectory(folder)
                    && Files.isWritable(folder)
                    && Files.getFileStore(folder).getUsableSpace() >= ROOM_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
