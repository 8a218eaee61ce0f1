package dev.dbmerge.cli;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command is to write.
 *
 * @param what is to stand in it, such as {@code report}
 * @param path beside the spec, or where the user wants it
 * @param flag that names another one
 */
record OutputFile(String what, Path path, Flag flag) {
    /**
     * Makes sure before a long run that it can be written.
     *
     * @throws MergeException with {@link ErrorCode#REPORT_FILE} when it cannot
     */
    void check() {
        if (Files.isDirectory(path)) {
            throw refused("is a folder", "Name a file with " + flag + ".");
        }
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (!Files.isDirectory(folder)) {
            throw refused("has no folder to stand in", "Make " + folder + ", or name another file with " + flag + ".");
        }
        try {
            Files.delete(Files.createTempFile(folder, ".dbmerge", ".tmp"));
        } catch (IOException e) {
            throw refused(
                    "stands in a folder that takes no file (" + e.getClass().getSimpleName() + ")",
                    "Name another file with " + flag + ".");
        }
    }

    private MergeException refused(String state, String remedy) {
        return new MergeException(ErrorCode.REPORT_FILE, "The " + what + " " + path + " " + state + ".", remedy);
    }
}
