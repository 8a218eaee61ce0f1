package dev.dbmerge.internal.yaml;

import dev.dbmerge.error.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds the text of one file and finds places in it. */
public final class SourceFile {
    private final Path path;
    private final String text;
    private final List<String> lines;

    public SourceFile(Path path, String text) {
        this.path = path;
        this.text = text;
        this.lines = text.lines().toList();
    }

    /**
     * Reads a file as UTF-8, without a byte order mark.
     *
     * @throws NotUtf8Exception with the text before the first byte that is not UTF-8
     */
    public static SourceFile read(Path path) throws IOException, NotUtf8Exception {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            throw new NotUtf8Exception(new SourceFile(path, text), text.length());
        }
        return new SourceFile(path, text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    public Path path() {
        return path;
    }

    public String text() {
        return text;
    }

    public List<String> lines() {
        return lines;
    }

    /** Gives the line of a number that counts from 1; empty behind the end. */
    public String line(int number) {
        return number <= lines.size() ? lines.get(number - 1) : "";
    }

    public Position at(int line, int column) {
        return new Position(path, line, column);
    }

    /** Gives the place of a character by its index. */
    public Position at(int offset) {
        String before = text.substring(0, Math.min(offset, text.length())).replace("\r\n", "\n");
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(path, line, before.length() - before.lastIndexOf('\n'));
    }

    /** Says that a file holds a byte that is not UTF-8. */
    public static final class NotUtf8Exception extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient SourceFile readable;
        private final int offset;

        NotUtf8Exception(SourceFile readable, int offset) {
            this.readable = readable;
            this.offset = offset;
        }

        public SourceFile readable() {
            return readable;
        }

        public int offset() {
            return offset;
        }
    }
}
