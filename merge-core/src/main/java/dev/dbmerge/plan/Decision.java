package dev.dbmerge.plan;

import dev.dbmerge.internal.yaml.YamlText;
import java.util.List;
import java.util.Objects;

/**
 * One way to settle a finding: lines to add to the spec.
 *
 * @param meaning what becomes of the rows, in a clause
 * @param lines a piece of YAML that begins at the spec's root; mappings and lists that the spec has already take its entries in
 */
public record Decision(String meaning, List<String> lines) {
    public Decision {
        Objects.requireNonNull(meaning, "meaning");
        lines = List.copyOf(lines);
    }

    /**
     * Makes the lines that put a value under a path of keys.
     *
     * @param value YAML as it is written behind a colon, such as {@code [old_name]}
     * @param path keys from the root on; names of tables and columns are quoted where YAML wants it
     */
    public static Decision at(String meaning, String value, String... path) {
        return new Decision(meaning, YamlText.nested(value, List.of(path)));
    }

    /** Adds the lines of another decision that belongs to the same way. */
    public Decision and(Decision other) {
        return new Decision(meaning, YamlText.joined(lines, other.lines));
    }
}
