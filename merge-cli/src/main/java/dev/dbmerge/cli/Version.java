package dev.dbmerge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Knows the version that was built. */
final class Version {
    private Version() {}

    /** Gives {@code dbmerge 0.1.0 (Java 17.0.15)}. */
    static String line() {
        return "dbmerge " + number() + " (Java "
                + System.getProperty("java.version") + ")";
    }

    private static String number() {
        try (InputStream file = Version.class.getResourceAsStream("version.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
