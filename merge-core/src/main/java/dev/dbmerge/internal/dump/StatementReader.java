package dev.dbmerge.internal.dump;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.MergeException;
import dev.dbmerge.error.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts the bytes of a dump into statements, one in memory at a time, as the servers' own client does.
 *
 * <p>A byte is a character here, whatever it stands for: strings of rows hold any bytes, and all of them have to arrive.
 */
final class StatementReader {
    private static final int BUFFER = 1 << 17;
    /** A line for MariaDB's client alone, which stands before the first statement. */
    private static final String SANDBOX = "/*M!999999\\-";

    private final Path file;
    private final InputStream in;
    private final Consumer<String> comments;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int limit;
    private int line = 1;
    private String delimiter = ";";
    private byte[] text = new byte[1 << 14];
    private int length;
    private boolean versioned;

    /**
     * Makes the reader.
     *
     * @param comments is told each line that begins with two dashes and stands between statements
     */
    StatementReader(Path file, InputStream in, Consumer<String> comments) {
        this.file = file;
        this.in = in;
        this.comments = comments;
    }

    /**
     * One statement.
     *
     * @param sql its bytes as characters, without what ends it
     * @param line where it begins, from 1
     */
    record Statement(String sql, int line) {}

    /**
     * Gives the next statement; empty after the last one.
     *
     * @throws MergeException when the file ends within a statement or cannot be read
     */
    Optional<Statement> next() {
        try {
            while (true) {
                skipBlanks();
                if (peek(0) < 0) {
                    return Optional.empty();
                }
                if (!skipped()) {
                    return Optional.of(statement());
                }
            }
        } catch (IOException e) {
            throw DumpInput.unreadable(file, e);
        }
    }

    /** Skips a comment or a line for the client. */
    private boolean skipped() throws IOException {
        if (peek(0) == '#' || peek(0) == '-' && peek(1) == '-' && peek(2) <= ' ') {
            comments.accept(restOfLine());
            return true;
        }
        if (startsWith("/*") && (peek(2) != '!' && !startsWith("/*M!") || startsWith(SANDBOX))) {
            int begun = line;
            at += 2;
            while (!startsWith("*/")) {
                if (read() < 0) {
                    throw torn(begun);
                }
            }
            at += 2;
            return true;
        }
        if (startsWith("DELIMITER ")) {
            String named = restOfLine().substring("DELIMITER ".length()).strip();
            delimiter = named.isEmpty() ? delimiter : named;
            return true;
        }
        if (startsWith(delimiter)) {
            at += delimiter.length();
            return true;
        }
        return false;
    }

    private Statement statement() throws IOException {
        int begun = line;
        length = 0;
        versioned = false;
        while (versioned || !startsWith(delimiter)) {
            int c = read();
            if (c < 0) {
                throw torn(begun);
            }
            append(c);
            if (c == '\'' || c == '"' || c == '`') {
                quoted(c, begun);
            } else if (c == '/' || c == '*' || c == '-' || c == '#') {
                comment(c, begun);
            }
        }
        at += delimiter.length();
        String sql = new String(text, 0, length, StandardCharsets.ISO_8859_1);
        if (text.length > BUFFER * 16) {
            text = new byte[BUFFER];
        }
        return new Statement(sql, begun);
    }

    /** Reads to the end of what is quoted; a doubled quote ends it and begins it again. */
    private void quoted(int quote, int begun) throws IOException {
        while (true) {
            int from = at;
            while (at < limit && buffer[at] != quote && buffer[at] != '\\' && buffer[at] != '\n') {
                at++;
            }
            append(from, at);
            int c = read();
            if (c < 0) {
                throw torn(begun);
            }
            append(c);
            if (c == quote) {
                return;
            }
            if (c == '\\' && quote != '`') {
                int escaped = read();
                if (escaped < 0) {
                    throw torn(begun);
                }
                append(escaped);
            }
        }
    }

    /** A version comment is code, and no delimiter ends a statement in it. */
    private void comment(int c, int begun) throws IOException {
        if (c == '*' && peek(0) == '/' && versioned) {
            append(read());
            versioned = false;
        } else if (c == '/' && peek(0) == '*') {
            if (peek(1) == '!' || peek(1) == 'M' && peek(2) == '!') {
                append(read());
                versioned = true;
                return;
            }
            append(read());
            while (!startsWith("*/")) {
                append(readOrTorn(begun));
            }
            append(read());
            append(read());
        } else if (c == '#' || c == '-' && peek(0) == '-' && peek(1) <= ' ') {
            while (peek(0) >= 0 && peek(0) != '\n') {
                append(read());
            }
        }
    }

    private int readOrTorn(int begun) throws IOException {
        int c = read();
        if (c < 0) {
            throw torn(begun);
        }
        return c;
    }

    private MergeException torn(int begun) {
        return new MergeException(
                ErrorCode.DUMP_FILE,
                "The dump ends within the statement that begins here: it is not whole.",
                "Dump again, and see that the dump ends without an error and is copied as a whole.",
                new Position(file, begun, 1),
                null);
    }

    private String restOfLine() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (int c = read(); c >= 0 && c != '\n'; c = read()) {
            rest.append((char) c);
        }
        return rest.toString();
    }

    private void skipBlanks() throws IOException {
        while (peek(0) == ' ' || peek(0) >= '\t' && peek(0) <= '\r') {
            read();
        }
    }

    private boolean startsWith(String word) throws IOException {
        if (peek(0) != word.charAt(0) && !word.startsWith("DELIMITER")) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            int c = peek(i);
            if (c < 0
                    || Character.toUpperCase((char) c)
                            != word.toUpperCase(Locale.ROOT).charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void append(int c) {
        if (length == text.length) {
            text = Arrays.copyOf(text, text.length * 2);
        }
        text[length++] = (byte) c;
    }

    private void append(int from, int to) {
        int count = to - from;
        if (text.length - length < count) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, length + count));
        }
        System.arraycopy(buffer, from, text, length, count);
        length += count;
    }

    private int read() throws IOException {
        int c = peek(0);
        if (c >= 0) {
            at++;
            if (c == '\n') {
                line++;
            }
        }
        return c;
    }

    /** Gives a byte ahead without reading it; -1 behind the end. */
    private int peek(int ahead) throws IOException {
        while (at + ahead >= limit) {
            if (at > 0) {
                System.arraycopy(buffer, at, buffer, 0, limit - at);
                limit -= at;
                at = 0;
            }
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                return -1;
            }
            limit += count;
        }
        return buffer[at + ahead] & 0xff;
    }
}
