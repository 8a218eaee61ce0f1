package dev.dbmerge.cli;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes maps, collections, optionals, numbers, truth values and texts as JSON, two spaces a level. */
final class Json {
    private Json() {}

    /** Gives the document with a line end. */
    static String of(Map<String, ?> document) {
        return object(document, "") + "\n";
    }

    private static String value(Object value, String indent) {
        if (value instanceof Optional<?> optional) {
            return optional.map(inner -> value(inner, indent)).orElse("null");
        }
        if (value instanceof Map<?, ?> map) {
            return object(map, indent);
        }
        if (value instanceof Collection<?> list) {
            return list.isEmpty() ? "[]" : list(list, indent);
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : text(value.toString());
    }

    private static String object(Map<?, ?> map, String indent) {
        if (map.isEmpty()) {
            return "{}";
        }
        String inner = indent + "  ";
        return map.entrySet().stream()
                .map(entry -> inner + text(entry.getKey().toString()) + ": " + value(entry.getValue(), inner))
                .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }

    private static String list(Collection<?> list, String indent) {
        String inner = indent + "  ";
        return list.stream()
                .map(item -> inner + value(item, inner))
                .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
    }

    private static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                default -> json.append(c < ' ' ? "\\u%04x".formatted(c) : Character.toString(c));
            }
        });
        return json.append('"').toString();
    }
}
