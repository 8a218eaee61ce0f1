package dev.dbmerge.report;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds a JSON object (RFC 8259) whose keys keep their order; what is absent is {@code null}. */
final class JsonObject {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    JsonObject put(String key, String value) {
        return add(key, quoted(value));
    }

    JsonObject put(String key, Optional<String> value) {
        return add(key, value.map(JsonObject::quoted).orElse("null"));
    }

    JsonObject put(String key, long value) {
        return add(key, Long.toString(value));
    }

    JsonObject put(String key, OptionalLong value) {
        return add(key, value.isPresent() ? Long.toString(value.getAsLong()) : "null");
    }

    JsonObject put(String key, boolean value) {
        return add(key, Boolean.toString(value));
    }

    /** Puts an instant in ISO 8601, in UTC. */
    JsonObject put(String key, Instant value) {
        return add(key, quoted(value.toString()));
    }

    /** Puts a constant as {@code left-behind}. */
    JsonObject put(String key, Enum<?> value) {
        return add(key, quoted(value.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    JsonObject putObject(String key, Optional<JsonObject> value) {
        return add(key, value.<Object>map(object -> object).orElse("null"));
    }

    JsonObject putStrings(String key, Collection<String> values) {
        return add(key, values.stream().map(JsonObject::quoted).toList());
    }

    <T> JsonObject putObjects(String key, Collection<T> values, Function<T, JsonObject> object) {
        return add(key, values.stream().map(object).toList());
    }

    private JsonObject add(String key, Object rendered) {
        if (fields.put(key, rendered) != null) {
            throw new IllegalArgumentException("the key stands twice: " + key);
        }
        return this;
    }

    /** Gives the object as text, indented, with a line end. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        write(this, "\n", out);
        return out.append('\n').toString();
    }

    /** Gives the object as one line, without its end, whatever its values are. */
    String compact() {
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + compact(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String compact(Object value) {
        if (value instanceof JsonObject object) {
            return object.compact();
        }
        return value instanceof List<?> list
                ? list.stream().map(JsonObject::compact).collect(Collectors.joining(",", "[", "]"))
                : value.toString();
    }

    /** Gives the object as one line, without its end; none of its values may be an object or a list. */
    String line() {
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void write(Object value, String newLine, StringBuilder out) {
        if (value instanceof JsonObject object) {
            writeObject(object, newLine, out);
        } else if (value instanceof List<?> list) {
            writeList(list, newLine, out);
        } else {
            out.append(value);
        }
    }

    private static void writeObject(JsonObject object, String newLine, StringBuilder out) {
        String separator = "{";
        for (Map.Entry<String, Object> field : object.fields.entrySet()) {
            out.append(separator)
                    .append(newLine)
                    .append("  ")
                    .append(quoted(field.getKey()))
                    .append(": ");
            write(field.getValue(), newLine + "  ", out);
            separator = ",";
        }
        out.append(object.fields.isEmpty() ? "{" : newLine).append('}');
    }

    private static void writeList(List<?> list, String newLine, StringBuilder out) {
        String separator = "[";
        for (Object element : list) {
            out.append(separator).append(newLine).append("  ");
            write(element, newLine + "  ", out);
            separator = ",";
        }
        out.append(list.isEmpty() ? "[" : newLine).append(']');
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                out.append('\\').append((char) point);
            } else if (mustBeEscaped(point)) {
                out.append(String.format("\\u%04x", point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.append('"').toString();
    }

    /** Half of a surrogate pair has no form in UTF-8; JavaScript took U+2028 and U+2029 for line ends. */
    private static boolean mustBeEscaped(int point) {
        return Character.isISOControl(point)
                || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                || point == 0x2028
                || point == 0x2029;
    }
}
