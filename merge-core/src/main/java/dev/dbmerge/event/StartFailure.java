package dev.dbmerge.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells why the system did not start an executable; its own word for a missing interpreter is "No such file". */
final class StartFailure {
    private StartFailure() {}

    /** Gives a clause without a full stop. */
    static String reason(Path file, IOException cause) {
        String line = firstLine(file);
        if (!line.startsWith("#!")) {
            return "the system says \"" + String.valueOf(cause.getMessage()).replaceFirst(".*error=\\d+, ", "") + "\"";
        }
        if (line.endsWith("\r")) {
            return "its first line ends with a carriage return (CRLF), which the system takes for part of "
                    + interpreter(line);
        }
        return "its first line asks for " + interpreter(line) + ", which is not there or not executable";
    }

    private static String interpreter(String line) {
        return line.substring(2).strip();
    }

    private static String firstLine(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(200), StandardCharsets.ISO_8859_1).split("\n", 2)[0];
        } catch (IOException e) {
            return "";
        }
    }
}
