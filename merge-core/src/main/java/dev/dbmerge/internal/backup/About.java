package dev.dbmerge.internal.backup;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What a backup says of itself.
 *
 * @param position the binary log's position just before the moment; empty where it is not known
 */
record About(String database, Instant taken, String server, Optional<String> position, int tables, long rows) {
    static final String FILE = "about.properties";

    /** Gives the text of the file. */
    String text() {
        Properties properties = new Properties();
        properties.setProperty("database", database);
        properties.setProperty("taken", taken.toString());
        properties.setProperty("server", server);
        position.ifPresent(text -> properties.setProperty("position", text));
        properties.setProperty("tables", Integer.toString(tables));
        properties.setProperty("rows", Long.toString(rows));
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Reads it from a folder; empty where there is no such file or not all of it. */
    static Optional<About> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        try {
            return Optional.of(new About(
                    properties.getProperty("database", ""),
                    Instant.parse(properties.getProperty("taken", "")),
                    properties.getProperty("server", ""),
                    Optional.ofNullable(properties.getProperty("position")),
                    Integer.parseInt(properties.getProperty("tables", "")),
                    Long.parseLong(properties.getProperty("rows", ""))));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
