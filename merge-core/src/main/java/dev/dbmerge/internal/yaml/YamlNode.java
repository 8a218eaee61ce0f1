package dev.dbmerge.internal.yaml;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.error.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One value of a file; asked for a type, it gives a value of it or notes a mistake. */
public final class YamlNode {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,15})?");

    private final YamlDocument document;
    private final String path;
    private final Node node;
    private final Position keyAt;

    /**
     * Makes a value.
     *
     * @param path how messages name it, such as {@code staging.url}
     * @param keyAt where its key stands
     */
    public YamlNode(YamlDocument document, String path, Node node, Position keyAt) {
        this.document = document;
        this.path = path;
        this.node = node;
        this.keyAt = keyAt;
    }

    public YamlDocument document() {
        return document;
    }

    public String path() {
        return path;
    }

    public Position keyAt() {
        return keyAt;
    }

    public Position at() {
        return document.at(node.getStartMark(), keyAt);
    }

    /** Gives the place of a character of the value, as near as the file's quoting lets it be told. */
    public Position at(int offset) {
        Position start = at();
        if (!(node instanceof ScalarNode scalar)) {
            return start;
        }
        int from = start.column() - 1 + (scalar.isPlain() ? 0 : 1);
        boolean verbatim = document.source().line(start.line()).startsWith(written(scalar), from);
        return verbatim ? document.source().at(start.line(), from + offset + 1) : start;
    }

    public void mistake(ErrorCode code, String problem, String remedy) {
        document.mistake(code, at(), problem, remedy);
    }

    public void mistake(String problem, String remedy) {
        mistake(ErrorCode.SPEC_VALUE, problem, remedy);
    }

    public boolean isNothing() {
        return node instanceof ScalarNode scalar && scalar.isPlain() && NULLS.contains(scalar.getValue());
    }

    /** Tells whether the value is a bare {@code ~}, which says that the key is not meant to be there. */
    public boolean isTakenBack() {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().equals("~");
    }

    /** Tells whether the value stands in quotes, or as a block. */
    public boolean isQuoted() {
        return node instanceof ScalarNode scalar && !scalar.isPlain();
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Gives the scalar as it stands in the file, with variables unread; empty for anything else. */
    public Optional<String> raw() {
        return node instanceof ScalarNode scalar ? Optional.of(written(scalar)) : Optional.empty();
    }

    /** Gives a text that is not blank, with variables replaced. */
    public Optional<String> text() {
        if (isNothing() || !(node instanceof ScalarNode scalar)) {
            refuse("one value", "Write one value behind the colon; a word such as null takes quotes.");
            return Optional.empty();
        }
        Optional<String> value = Variables.expand(written(scalar), this);
        if (value.isPresent() && value.get().isBlank()) {
            mistake(path + " is blank.", "Write a value, or leave the key out.");
            return Optional.empty();
        }
        return value;
    }

    /** Gives a text that is not blank as it stands there; a dollar sign means nothing. */
    public Optional<String> literal() {
        Optional<String> value = raw().filter(text -> !isNothing() && !text.isBlank());
        if (value.isEmpty()) {
            refuse("one value", "Write it behind the colon.");
        }
        return value;
    }

    /** Gives a whole number within bounds. */
    public OptionalLong whole(long least, long most) {
        Optional<String> text = text();
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (WHOLE.matcher(text.get()).matches()) {
            long value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return OptionalLong.of(value);
            }
        }
        String range = most == Long.MAX_VALUE ? least + " or more" : "from " + least + " to " + most;
        mistake(path + " is not a whole number " + range + ".", "Write digits alone.");
        return OptionalLong.empty();
    }

    /** Gives a number within bounds. */
    public Optional<BigDecimal> number(long least, long most) {
        Optional<String> text = text();
        Optional<BigDecimal> value = text.filter(
                        digits -> DECIMAL.matcher(digits).matches())
                .map(BigDecimal::new)
                .filter(number -> number.compareTo(BigDecimal.valueOf(least)) >= 0
                        && number.compareTo(BigDecimal.valueOf(most)) <= 0);
        if (text.isPresent() && value.isEmpty()) {
            mistake(
                    path + " is not a number from " + least + " to " + most + ".",
                    "Write digits alone, such as " + most + ".");
        }
        return value;
    }

    /** Gives the value that a word stands for. */
    public <T> Optional<T> choice(Map<String, T> values) {
        Optional<String> text = text();
        if (text.isPresent() && !values.containsKey(text.get())) {
            List<String> known = values.keySet().stream().sorted().toList();
            mistake(
                    path + " is none of " + String.join(", ", known) + ".",
                    Suggestion.closest(text.get(), known)
                            .map(word -> "Did you mean " + word + "?")
                            .orElse("Write one of them."));
        }
        return text.map(values::get);
    }

    /** Gives the items of a list; notes anything else. */
    public List<YamlNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            refuse("a list", "Write it as [one, two] or as lines that start with a dash.");
            return List.of();
        }
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            String name = isRoot() ? "Entry " + (items.size() + 1) : path + "[" + items.size() + "]";
            items.add(new YamlNode(document, name, item, document.at(item.getStartMark(), at())));
        }
        return items;
    }

    /** Gives the values of a mapping, which may be left empty, by their keys; notes keys that stand twice. */
    public Optional<YamlMapping> mapping() {
        if (isNothing()) {
            return Optional.of(new YamlMapping(this, Map.of()));
        }
        if (!(node instanceof MappingNode mapping)) {
            refuse("a mapping", "Write it as lines of the form key: value.");
            return Optional.empty();
        }
        Map<String, YamlNode> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            put(values, tuple);
        }
        return Optional.of(new YamlMapping(this, values));
    }

    private void put(Map<String, YamlNode> values, NodeTuple tuple) {
        Position at = document.at(tuple.getKeyNode().getStartMark(), keyAt);
        if (!(tuple.getKeyNode() instanceof ScalarNode key) || written(key).isBlank()) {
            document.mistake(
                    ErrorCode.SPEC_VALUE, at, "A key of " + inside() + " is not a word.", "Write it as key: value.");
            return;
        }
        String name = written(key);
        YamlNode value = new YamlNode(document, below(name), tuple.getValueNode(), at);
        YamlNode first = values.putIfAbsent(name, value);
        if (first != null) {
            document.mistake(
                    ErrorCode.SPEC_DUPLICATE_KEY,
                    at,
                    below(name) + " stands twice, first at " + first.keyAt.line() + ":" + first.keyAt.column() + ".",
                    "Keep one of the two.");
        }
    }

    private String written(ScalarNode scalar) {
        return document.written(scalar.getValue());
    }

    /** Gives a mapping's or a list's lines as they stand in the file, moved to the left margin. */
    public String lines() {
        int first = node.getStartMark().map(Mark::getIndex).orElse(0);
        int last = node.getEndMark().map(Mark::getIndex).orElse(0);
        String text = document.source().text();
        int begin = text.offsetByCodePoints(0, first);
        String own = text.substring(begin, text.offsetByCodePoints(0, last));
        return own.stripTrailing().replace("\n" + " ".repeat(at().column() - 1), "\n") + "\n";
    }

    private boolean isRoot() {
        return path.indexOf(' ') >= 0;
    }

    public String below(String key) {
        return isRoot() ? key : path + "." + key;
    }

    /** Names the value in the middle of a sentence. */
    public String inside() {
        return isRoot() ? document.subject().replace("The", "the") : path;
    }

    private void refuse(String expected, String remedy) {
        String is = isNothing()
                ? "empty"
                : node instanceof MappingNode ? "a mapping" : node instanceof SequenceNode ? "a list" : "one value";
        mistake(path + " is " + is + " where " + expected + " is expected.", remedy);
    }
}
