package dev.dbmerge.internal.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes pieces of YAML that {@link YamlDocument} reads back. */
public final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_ ./>()-]*");
    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    /** Gives a scalar, in quotes where it would be read as something else, or looks odd without. */
    public static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && text.equals(text.strip())
                && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
        return plain ? text : quoted(text);
    }

    /** Gives a list on one line. */
    public static String list(List<String> items) {
        return items.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Gives the lines of a value under nested keys. */
    public static List<String> nested(String value, List<String> path) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            String end = i == path.size() - 1 ? " " + value : "";
            lines.add("  ".repeat(i) + scalar(path.get(i)) + ":" + end);
        }
        return lines;
    }

    /** Puts one piece behind another, without the keys at its beginning that both share. */
    public static List<String> joined(List<String> first, List<String> second) {
        List<String> lines = new ArrayList<>(first);
        int shared = 0;
        while (shared < second.size() - 1
                && shared < first.size()
                && first.get(shared).equals(second.get(shared))) {
            shared++;
        }
        lines.addAll(second.subList(shared, second.size()));
        return lines;
    }

    /** Gives a scalar in double quotes. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(point)) {
                        quoted.append(String.format("\\x%02x", point));
                    } else {
                        quoted.appendCodePoint(point);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
