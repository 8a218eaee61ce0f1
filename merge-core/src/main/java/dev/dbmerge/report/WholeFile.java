package dev.dbmerge.report;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes a file so that a reader sees the old one or the new one, never half of one. */
final class WholeFile {
    private WholeFile() {}

    /**
     * Writes the text; the old file stays, and nothing beside it, where that fails.
     *
     * @param what is to stand in it, such as {@code report}
     */
    static void write(String what, Path file, String text) {
        Path written = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.writeString(written, text);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            MergeException failure = new MergeException(
                    ErrorCode.REPORT_FILE,
                    "The " + what + " " + file.toAbsolutePath().normalize() + " cannot be written ("
                            + e.getClass().getSimpleName() + ").",
                    "Make room for it in a folder that this account may write.",
                    e);
            remove(written, failure);
            throw failure;
        }
    }

    private static void remove(Path written, MergeException failure) {
        try {
            Files.deleteIfExists(written);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
