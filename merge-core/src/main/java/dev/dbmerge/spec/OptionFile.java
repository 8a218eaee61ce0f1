package dev.dbmerge.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the {@code [client]} section of an option file as MySQL's own programs do. */
final class OptionFile {
    private OptionFile() {}

    /** Gives the section's options by name, with dashes; of an option that stands twice the later one holds. */
    static Map<String, String> client(String text) {
        Map<String, String> result = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                inside = line.equals("[client]");
            } else if (inside && !line.isEmpty() && "#;!".indexOf(line.charAt(0)) < 0 && line.contains("=")) {
                int equals = line.indexOf('=');
                String name = line.substring(0, equals).strip().replace('_', '-');
                result.put(name, value(line.substring(equals + 1).strip()));
            }
        }
        return result;
    }

    private static String value(String text) {
        if (text.length() >= 2 && "'\"".indexOf(text.charAt(0)) >= 0) {
            int end = text.indexOf(text.charAt(0), 1);
            if (end > 0) {
                return unescaped(text.substring(1, end));
            }
        }
        int comment = text.indexOf('#');
        return unescaped((comment < 0 ? text : text.substring(0, comment)).strip());
    }

    /** The escapes of MySQL's manual, "Using Option Files". */
    private static String unescaped(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int escape = text.charAt(i) == '\\' && i + 1 < text.length() ? "btnrs\\".indexOf(text.charAt(i + 1)) : -1;
            if (escape < 0) {
                result.append(text.charAt(i));
            } else {
                result.append("\b\t\n\r \\".charAt(escape));
                i++;
            }
        }
        return result.toString();
    }
}
