package dev.dbmerge.report;

import java.nio.file.Path;

/**
 * Shortens files for people: those below a folder are shown from there.
 *
 * @param folder where the reader is; an empty path where files are shown as they are
 */
record ShownPaths(Path folder) {
    static final ShownPaths AS_THEY_ARE = new ShownPaths(Path.of(""));

    String of(Path file) {
        boolean below = !folder.toString().isEmpty() && file.startsWith(folder) && !file.equals(folder);
        return (below ? folder.relativize(file) : file).toString().replace('\\', '/');
    }

    /** Shortens the files that a text names. */
    String in(String text) {
        return folder.getNameCount() == 0 || folder.toString().isEmpty() ? text : text.replace(folder + "/", "");
    }
}
