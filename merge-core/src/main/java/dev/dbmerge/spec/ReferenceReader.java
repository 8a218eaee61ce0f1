package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import dev.dbmerge.spec.Reference.Orphans;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code references}; an entry that says something else of the same two columns takes the place of an earlier one. */
final class ReferenceReader {
    private static final String FORM = "Write it as table.column -> table.column.";
    private static final String NAME = "(?:`[^`]+`|[^\\s.`>()]+)";
    private static final String NAME_IN_LIST = "(?:`[^`]+`|[^\\s.,`>()]+)";
    private static final String NAMES = "\\(\\s*" + NAME_IN_LIST + "(?:\\s*,\\s*" + NAME_IN_LIST + ")*\\s*\\)";
    private static final Pattern COLUMN = Pattern.compile("(" + NAME + ")\\.(" + NAME + "|" + NAMES + ")");
    private static final Pattern LISTED = Pattern.compile(NAME_IN_LIST);
    private static final Pattern ACROSS = Pattern.compile(NAME + "\\." + NAME + "\\." + NAME);
    private static final List<String> KEYS = List.of("from", "to", "orphans");
    private static final Map<String, Orphans> ORPHANS =
            Map.of("fail", Orphans.FAIL, "warn", Orphans.WARN, "delete", Orphans.DELETE, "set-null", Orphans.SET_NULL);

    private final Map<String, Reference> read = new LinkedHashMap<>();

    List<Reference> read(YamlNode node) {
        node.list().forEach(item -> reference(item).ifPresent(reference -> add(reference, item)));
        return List.copyOf(read.values());
    }

    private Optional<Reference> reference(YamlNode item) {
        return item.isMapping() ? fromMapping(item) : fromText(item);
    }

    private Optional<Reference> fromText(YamlNode item) {
        Optional<String> text = item.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] sides = text.get().split("->", -1);
        if (sides.length != 2) {
            item.mistake(ErrorCode.SPEC_REFERENCE, item.path() + " is not one column -> another.", FORM);
            return Optional.empty();
        }
        return reference(item, column(item, sides[0]), column(item, sides[1]), Orphans.FAIL);
    }

    private Optional<Reference> fromMapping(YamlNode item) {
        Optional<YamlMapping> mapping = item.mapping();
        mapping.ifPresent(keys -> keys.refuseOthers(KEYS));
        Optional<Orphans> orphans = mapping.flatMap(keys -> keys.get("orphans")).isEmpty()
                ? Optional.of(Orphans.FAIL)
                : mapping.flatMap(keys -> keys.get("orphans")).flatMap(value -> value.choice(ORPHANS));
        Optional<Matcher> from = mapping.flatMap(keys -> column(keys, "from"));
        Optional<Matcher> to = mapping.flatMap(keys -> column(keys, "to"));
        return orphans.flatMap(meaning -> reference(item, from, to, meaning));
    }

    private static Optional<Matcher> column(YamlMapping mapping, String key) {
        return mapping.require(key, "Write " + key + ": table.column.")
                .flatMap(node -> node.text().flatMap(text -> column(node, text)));
    }

    private static Optional<Matcher> column(YamlNode node, String text) {
        Matcher column = COLUMN.matcher(text.strip());
        if (column.matches()) {
            return Optional.of(column);
        }
        if (ACROSS.matcher(text.strip()).matches()) {
            node.mistake(
                    ErrorCode.SPEC_REFERENCE,
                    text.strip() + " speaks of another spec's table, which only release.yml can.",
                    "Move the reference to release.yml, or leave the spec's name out.");
        } else {
            String shown =
                    text.isBlank() ? "One side of the reference is empty." : text.strip() + " is not table.column.";
            node.mistake(ErrorCode.SPEC_REFERENCE, shown, FORM);
        }
        return Optional.empty();
    }

    private static Optional<Reference> reference(
            YamlNode item, Optional<Matcher> from, Optional<Matcher> to, Orphans orphans) {
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = columns(from.get());
        List<String> toColumns = columns(to.get());
        if (columns.size() != toColumns.size()) {
            item.mistake(
                    ErrorCode.SPEC_REFERENCE,
                    item.path() + " points from " + count(columns) + " at " + count(toColumns) + ".",
                    "Name as many columns on both sides, as in likes.(a, b) -> pairs.(a, b).");
            return Optional.empty();
        }
        return Optional.of(new Reference(table(from.get()), columns, table(to.get()), toColumns, orphans, item.at()));
    }

    private static String count(List<String> columns) {
        return columns.size() + (columns.size() == 1 ? " column" : " columns");
    }

    private static String table(Matcher side) {
        return side.group(1).replace("`", "");
    }

    private static List<String> columns(Matcher side) {
        String written = side.group(2);
        if (!written.startsWith("(")) {
            return List.of(written.replace("`", ""));
        }
        return LISTED.matcher(written)
                .results()
                .map(name -> name.group().replace("`", ""))
                .toList();
    }

    private void add(Reference reference, YamlNode item) {
        Reference first = read.put(reference.text(), reference);
        if (first != null && first.orphans() == reference.orphans()) {
            String at = first.at().line() + ":" + first.at().column();
            item.mistake(
                    ErrorCode.SPEC_REFERENCE,
                    "The reference " + reference.text() + " stands twice, first at " + at + ".",
                    "Keep one of the two.");
        }
    }
}
