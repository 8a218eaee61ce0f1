package dev.dbmerge.report;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the rows that a rollback does not carry back, a line of JSON each, into a file that its owner alone may read; until it is
 * complete it has another name.
 */
public final class LeftFile implements AutoCloseable {
    private final Path file;
    private final Path unfinished;
    private final BufferedWriter writer;

    private LeftFile(Path file, Path unfinished, BufferedWriter writer) {
        this.file = file;
        this.unfinished = unfinished;
        this.writer = writer;
    }

    /**
     * Makes the file under its first name.
     *
     * @throws MergeException where that cannot be written
     */
    public static LeftFile create(Path file) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            boolean posix =
                    Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
            FileAttribute<?>[] own = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            Files.createFile(unfinished, own);
            return new LeftFile(file, unfinished, Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private static MergeException refused(Path file, IOException e) {
        return new MergeException(
                ErrorCode.REPORT_FILE,
                "The rows that are not carried back cannot be written to " + file + " ("
                        + e.getClass().getSimpleName() + ").",
                "Make room for it in a folder that this account may write.",
                e);
    }

    /**
     * Writes the first line.
     *
     * @param previous the database that has all of the rows
     * @param losses what is not carried, a clause each
     */
    public void head(String name, String live, String previous, String swap, List<String> losses) {
        line(new JsonObject()
                .put("format", "dbmerge-left/1")
                .put("name", name)
                .put("live", live)
                .put("previous", previous)
                .put("swap", swap)
                .put("session", "SET SESSION time_zone = '+00:00', sql_mode = 'NO_AUTO_VALUE_ON_ZERO'")
                .putStrings("losses", losses));
    }

    /** Writes a row. */
    public void row(LeftRow row) {
        line(new JsonObject()
                .put("table", row.table())
                .put("happened", row.happened())
                .putObject("key", Optional.of(values(row.key())))
                .putObject("values", Optional.of(values(row.values())))
                .putStrings("lost", row.lost())
                .put("why", row.why())
                .put("sql", row.sql()));
    }

    private static JsonObject values(Map<String, Optional<String>> values) {
        JsonObject object = new JsonObject();
        values.forEach(object::put);
        return object;
    }

    private void line(JsonObject object) {
        try {
            writer.write(object.compact());
            writer.write('\n');
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    /** Gives the file its name; what was there before under it is replaced. */
    public Path finish() {
        try {
            writer.close();
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    /** Removes a file that is not complete. */
    @Override
    public void close() {
        try {
            writer.close();
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }
}
