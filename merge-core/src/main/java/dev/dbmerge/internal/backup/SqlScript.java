package dev.dbmerge.internal.backup;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Statements in a file that the servers' own client runs, each character of their texts a byte.
 *
 * <p>A statement that holds the client's delimiter stands between others; what ends a statement occurs nowhere in it, so that it is read
 * back without knowing where its strings end, which depends on the SQL mode.
 */
final class SqlScript {
    private static final List<String> DELIMITERS = List.of("//", ";;", "$$", "//$$", ";;//", "$$;;//");
    private static final String WORD = "DELIMITER ";

    private SqlScript() {}

    /** Writes a comment line. */
    static void comment(OutputStream out, String text) throws IOException {
        out.write(("-- " + text.replaceAll("\\s+", " ") + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a statement of dbmerge's own, or one of a server that came as text. */
    static void text(OutputStream out, String statement) throws IOException {
        bytes(out, new String(statement.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    /** Writes a statement whose characters are bytes. */
    static void bytes(OutputStream out, String statement) throws IOException {
        boolean plain = !statement.contains(";") && !statement.startsWith(WORD) && !statement.startsWith("--");
        out.write((plain ? statement + ";\n" : delimited(statement)).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String delimited(String statement) {
        String delimiter = DELIMITERS.stream()
                .filter(one -> !(statement + "\n").contains(one))
                .findFirst()
                .orElseGet(() -> longer(statement));
        return WORD + delimiter + "\n" + statement + "\n" + delimiter + "\n" + WORD + ";\n";
    }

    private static String longer(String statement) {
        StringBuilder delimiter = new StringBuilder("//");
        while (statement.contains(delimiter)) {
            delimiter.append(delimiter.length() % 3 == 0 ? "$" : "/");
        }
        return delimiter.toString();
    }

    /** Does something with each statement. */
    @FunctionalInterface
    interface Action {
        /** Does it; the statement's characters are its bytes. */
        void run(String statement);
    }

    /** Reads a file's statements, one of them in memory at a time. */
    static void read(Path file, Action action) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            String delimiter = ";";
            StringBuilder statement = new StringBuilder();
            for (Optional<String> line = line(in); line.isPresent(); line = line(in)) {
                String text = line.get();
                boolean between = delimiter.equals(";") && statement.isEmpty();
                if (between && text.startsWith(WORD)) {
                    delimiter = text.substring(WORD.length());
                } else if (between && (text.startsWith("--") || text.isBlank())) {
                    continue;
                } else if (delimiter.equals(";") && text.endsWith(";")) {
                    action.run(statement.append(text, 0, text.length() - 1).toString());
                    statement.setLength(0);
                } else if (text.equals(delimiter)) {
                    action.run(statement.substring(0, statement.length() - 1));
                    statement.setLength(0);
                    line(in);
                    delimiter = ";";
                } else {
                    statement.append(text).append('\n');
                }
            }
            if (!statement.isEmpty()) {
                throw new IOException(file + " ends within a statement");
            }
        }
    }

    private static Optional<String> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
            line.write(c);
            c = in.read();
        }
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
    }
}
