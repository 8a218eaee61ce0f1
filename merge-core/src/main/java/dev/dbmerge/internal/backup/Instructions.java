package dev.dbmerge.internal.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What a backup says to the person who restores it by hand. */
final class Instructions {
    static final String README = "README";
    static final String LOAD = "load.sh";

    private Instructions() {}

    /** Gives the script that loads the rows. */
    static String load() {
        return resource(LOAD);
    }

    /**
     * Gives the page.
     *
     * @param notes what is to be known of this backup, a sentence each
     */
    static String readme(About about, List<String> notes) {
        String position = about.position()
                .map(text -> "- The server's binary log stood at " + text
                        + " just before: what came later is in the log from there.\n")
                .orElse("");
        String more = notes.stream().map(note -> "- " + note + "\n").collect(Collectors.joining("", position, ""));
        return resource(README)
                .replace("${database}", about.database())
                .replace("${taken}", about.taken().toString())
                .replace("${server}", about.server())
                .replace("${tables}", Integer.toString(about.tables()))
                .replace("${rows}", Long.toString(about.rows()))
                .replace("${more}\n", more.isEmpty() ? "" : more + "\n");
    }

    private static String resource(String name) {
        try (InputStream in = Instructions.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
