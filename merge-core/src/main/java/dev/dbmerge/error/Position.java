package dev.dbmerge.error;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Points at a character of a file, as in {@code ete/merge.yml:9:3}.
 *
 * @param file the file as its reader named it
 * @param line counted from 1
 * @param column counted from 1, in characters
 */
public record Position(Path file, int line, int column) {
    public Position {
        Objects.requireNonNull(file, "file");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1: " + line + ":" + column);
        }
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
