package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import dev.dbmerge.spec.Reference.Orphans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a reference as it may be written: as {@code from -> to} or as a mapping, which can speak of orphans too. */
enum ReferenceForm {
    WITHIN_A_SPEC(
            "table.column",
            Map.of("fail", Orphans.FAIL, "warn", Orphans.WARN, "delete", Orphans.DELETE, "set-null", Orphans.SET_NULL)),
    BETWEEN_SPECS("spec.table.column", Map.of("fail", Orphans.FAIL, "warn", Orphans.WARN));

    private static final List<String> KEYS = List.of("from", "to", "orphans");
    private static final String NAME = "(`[^`]+`|[^\\s.`>()]+)";
    private static final String LISTED = "(?:`[^`]+`|[^\\s.,`>()]+)";
    private static final Pattern NAMES = Pattern.compile(LISTED);
    private static final Pattern COLUMN = Pattern.compile("(?:" + NAME + "\\.)?" + NAME + "\\.(?:" + NAME + "|\\(\\s*("
            + LISTED + "(?:\\s*,\\s*" + LISTED + ")*)\\s*\\))");

    private final String side;
    private final Map<String, Orphans> meanings;

    ReferenceForm(String side, Map<String, Orphans> meanings) {
        this.side = side;
        this.meanings = meanings;
    }

    /** A reference as it is written. */
    record Written(Side from, Side to, Orphans orphans) {}

    /**
     * One side of it.
     *
     * @param spec empty within a spec
     * @param columns one, or several within a spec, as in {@code likes.(a, b)}
     */
    record Side(String spec, String table, List<String> columns) {}

    /** Gives the reference; nothing where it is none, which is noted. */
    Optional<Written> read(YamlNode item) {
        return item.isMapping() ? fromMapping(item) : fromText(item);
    }

    private Optional<Written> fromText(YamlNode item) {
        Optional<String> text = item.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] sides = text.get().split("->", -1);
        if (sides.length != 2) {
            item.mistake(ErrorCode.SPEC_REFERENCE, item.path() + " is not one column -> another.", form());
            return Optional.empty();
        }
        return written(item, column(item, sides[0]), column(item, sides[1]), Orphans.FAIL);
    }

    private Optional<Written> fromMapping(YamlNode item) {
        Optional<YamlMapping> mapping = item.mapping();
        mapping.ifPresent(keys -> keys.refuseOthers(KEYS));
        Optional<YamlNode> given = mapping.flatMap(keys -> keys.get("orphans"));
        Optional<Orphans> orphans =
                given.isEmpty() ? Optional.of(Orphans.FAIL) : given.flatMap(value -> value.choice(meanings));
        Optional<Side> from = mapping.flatMap(keys -> column(keys, "from"));
        Optional<Side> to = mapping.flatMap(keys -> column(keys, "to"));
        return orphans.flatMap(meaning -> written(item, from, to, meaning));
    }

    private Optional<Side> column(YamlMapping mapping, String key) {
        return mapping.require(key, "Write " + key + ": " + side + ".")
                .flatMap(node -> node.text().flatMap(text -> column(node, text)));
    }

    private Optional<Side> column(YamlNode node, String text) {
        String shown = text.strip();
        Matcher names = COLUMN.matcher(shown);
        boolean matches = names.matches();
        boolean ofSpec = matches && names.group(1) != null;
        if (ofSpec && this == WITHIN_A_SPEC) {
            node.mistake(
                    ErrorCode.SPEC_REFERENCE,
                    shown + " speaks of another spec's table, which only release.yml can.",
                    "Move the reference to release.yml, or leave the spec's name out.");
            return Optional.empty();
        }
        if (!matches || this == BETWEEN_SPECS && (!ofSpec || names.group(3) == null)) {
            node.mistake(
                    ErrorCode.SPEC_REFERENCE,
                    shown.isEmpty() ? "One side of the reference is empty." : shown + " is not " + side + ".",
                    form());
            return Optional.empty();
        }
        String spec = ofSpec ? unquoted(names.group(1)) : "";
        List<String> columns = names.group(3) != null
                ? List.of(unquoted(names.group(3)))
                : NAMES.matcher(names.group(4))
                        .results()
                        .map(name -> unquoted(name.group()))
                        .toList();
        return Optional.of(new Side(spec, unquoted(names.group(2)), columns));
    }

    private String form() {
        return "Write it as " + side + " -> " + side + ".";
    }

    private static String unquoted(String name) {
        return name.replace("`", "");
    }

    private static Optional<Written> written(YamlNode item, Optional<Side> from, Optional<Side> to, Orphans orphans) {
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = from.get().columns();
        List<String> others = to.get().columns();
        if (columns.size() != others.size()) {
            item.mistake(
                    ErrorCode.SPEC_REFERENCE,
                    item.path() + " points from " + count(columns) + " at " + count(others) + ".",
                    "Name as many columns on both sides, as in likes.(a, b) -> pairs.(a, b).");
            return Optional.empty();
        }
        return Optional.of(new Written(from.get(), to.get(), orphans));
    }

    private static String count(List<String> columns) {
        return columns.size() + (columns.size() == 1 ? " column" : " columns");
    }
}
