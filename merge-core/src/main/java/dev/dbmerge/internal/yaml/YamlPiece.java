package dev.dbmerge.internal.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of YAML that takes others in: mappings merge, lists append what they do not hold, and a value stays what it is.
 *
 * <p>Keys keep the order in which they came; comments are lost.
 */
public final class YamlPiece {
    private static final int WIDTH = 80;

    private final Map<String, Object> root;

    private YamlPiece(Map<String, Object> root) {
        this.root = root;
    }

    /** Begins with nothing. */
    public static YamlPiece empty() {
        return new YamlPiece(new LinkedHashMap<>());
    }

    /**
     * Gives this piece with other lines in it.
     *
     * @param lines a mapping
     * @return empty where a value would have to be two things at once
     */
    public Optional<YamlPiece> with(List<String> lines) {
        Object other = new Compose(LoadSettings.builder().build())
                .composeString(String.join("\n", lines))
                .map(YamlPiece::value)
                .orElse(new LinkedHashMap<>());
        return merged(root, other).map(value -> new YamlPiece(mapping(value)));
    }

    /** Gives the piece as lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        write(root, "", lines);
        return lines;
    }

    /** A scalar as it is written: two spellings of one text are one value. */
    private record Scalar(String value, String written) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Scalar scalar && scalar.value.equals(value);
        }

        @Override
        public int hashCode() {
            return Objects.hash(value);
        }
    }

    private static Object value(Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                values.put(((ScalarNode) tuple.getKeyNode()).getValue(), value(tuple.getValueNode()));
            }
            return values;
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(YamlPiece::value).toList();
        }
        ScalarNode scalar = (ScalarNode) node;
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        return new Scalar(scalar.getValue(), plain ? scalar.getValue() : YamlText.quoted(scalar.getValue()));
    }

    private static Optional<Object> merged(Object first, Object second) {
        if (first instanceof Map<?, ?> && second instanceof Map<?, ?>) {
            Map<String, Object> result = mapping(first);
            for (Map.Entry<String, Object> entry : mapping(second).entrySet()) {
                Object there = result.get(entry.getKey());
                Optional<Object> value =
                        there == null ? Optional.of(entry.getValue()) : merged(there, entry.getValue());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                result.put(entry.getKey(), value.get());
            }
            return Optional.of(result);
        }
        if (first instanceof List<?> ours && second instanceof List<?> theirs) {
            List<Object> result = new ArrayList<>(ours);
            theirs.stream().filter(item -> !result.contains(item)).forEach(result::add);
            return Optional.of(result);
        }
        return first.equals(second) ? Optional.of(first) : Optional.empty();
    }

    private static Map<String, Object> mapping(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, each) -> copy.put((String) key, each));
        return copy;
    }

    private static void write(Map<String, Object> mapping, String indent, List<String> lines) {
        mapping.forEach((key, value) -> {
            String begin = indent + YamlText.scalar(key) + ":";
            String inline = begin + " " + flow(value);
            boolean block = value instanceof Map<?, ?> || inline.length() > WIDTH && value instanceof List<?>;
            if (!block || isEmpty(value)) {
                lines.add(inline);
            } else if (value instanceof List<?> list) {
                lines.add(begin);
                list.forEach(item -> lines.add(indent + "  - " + flow(item)));
            } else {
                lines.add(begin);
                write(mapping(value), indent + "  ", lines);
            }
        });
    }

    private static boolean isEmpty(Object value) {
        return value instanceof Map<?, ?> map ? map.isEmpty() : value instanceof List<?> list && list.isEmpty();
    }

    private static String flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    ? "{}"
                    : map.entrySet().stream()
                            .map(entry -> YamlText.scalar((String) entry.getKey()) + ": " + flow(entry.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        }
        return value instanceof List<?> list
                ? list.stream().map(YamlPiece::flow).collect(Collectors.joining(", ", "[", "]"))
                : ((Scalar) value).written();
    }
}
