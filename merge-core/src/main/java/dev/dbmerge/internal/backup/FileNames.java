package dev.dbmerge.internal.backup;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Gives names for files, which every file system and every shell takes, to what has names of a server. */
final class FileNames {
    /** Room for a number, an ending and the 255 bytes that file systems allow. */
    private static final int LONGEST = 200;

    private FileNames() {}

    /** Gives the name with each byte but letters, digits, {@code _} and {@code -} written as {@code %} and two digits. */
    static String of(String name) {
        StringBuilder file = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' && !file.isEmpty());
            file.append(plain ? String.valueOf(c) : String.format("%%%02x", (int) c));
        }
        return file.length() > LONGEST ? file.substring(0, LONGEST) : file.toString();
    }

    /** Gives one to each, in their order; names that a file system may take for one get a number. */
    static Map<String, String> of(Collection<String> names) {
        Map<String, String> files = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (String name : names) {
            String file = of(name);
            String numbered = file;
            for (int i = 2; !taken.add(numbered.toLowerCase(Locale.ROOT)); i++) {
                numbered = file + "~" + i;
            }
            files.put(name, numbered);
        }
        return files;
    }
}
