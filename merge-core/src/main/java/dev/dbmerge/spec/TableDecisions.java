package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.sql.SqlExpression;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads which of production's tables are laid over, and which are left behind. */
final class TableDecisions {
    private static final List<String> KEYS = List.of("columns", "drop");

    /** Reads {@code overlay}. */
    Map<String, Overlay> overlay(YamlNode node) {
        Map<String, Overlay> result = new LinkedHashMap<>();
        Map<String, YamlNode> seen = new HashMap<>();
        if (node.isNothing()) {
            node.mistake(
                    node.path() + " is empty.",
                    "Name the tables that keep production's rows; write overlay: {} if there is none.");
        }
        node.mapping()
                .ifPresent(tables -> tables.values().forEach((table, value) -> {
                    if (table(table, value) && once(table, value, seen)) {
                        result.put(table, overlay(table, value));
                    }
                }));
        return result;
    }

    private Overlay overlay(String table, YamlNode node) {
        Map<String, String> columns = new LinkedHashMap<>();
        List<String> drop = new ArrayList<>();
        node.mapping().ifPresent(mapping -> {
            mapping.refuseOthers(KEYS);
            mapping.get("columns").ifPresent(value -> columns(value, columns));
            mapping.get("drop").ifPresent(value -> drop.addAll(names(value)));
        });
        return new Overlay(table, columns, drop, node.keyAt());
    }

    private void columns(YamlNode node, Map<String, String> columns) {
        Map<String, YamlNode> seen = new HashMap<>();
        node.mapping()
                .ifPresent(mapping -> mapping.values().forEach((column, value) -> {
                    if (once(column, value, seen)) {
                        expression(value).ifPresent(sql -> columns.put(column, sql));
                    }
                }));
    }

    private Optional<String> expression(YamlNode node) {
        // NULL without quotes is an expression here; YAML's own null is the empty value
        Optional<String> text =
                node.raw().filter(word -> word.equalsIgnoreCase("null")).or(node::text);
        try {
            text.ifPresent(SqlExpression::check);
        } catch (SqlTextException e) {
            boolean literal = text.equals(node.raw());
            node.document()
                    .mistake(
                            ErrorCode.SPEC_VALUE,
                            literal ? node.at(e.offset()) : node.at(),
                            node.path() + " is not one SQL expression: " + e.getMessage() + ".",
                            e.remedy().isEmpty() ? "Write an expression over production's row." : e.remedy());
            return Optional.empty();
        }
        return text;
    }

    /** Reads {@code discard}. */
    List<String> discard(YamlNode node, Map<String, Overlay> overlay) {
        List<String> result = names(node);
        for (YamlNode item : node.isList() ? node.list() : List.<YamlNode>of()) {
            String name = item.raw().orElse("");
            overlay.keySet().stream()
                    .filter(table -> table.equalsIgnoreCase(name))
                    .findFirst()
                    .ifPresent(table -> item.mistake(
                            "The table " + table + " is under discard and under overlay.",
                            "Keep it in one of the two: overlay takes its rows over, discard leaves them behind."));
        }
        return result;
    }

    private List<String> names(YamlNode node) {
        Map<String, YamlNode> seen = new HashMap<>();
        List<String> result = new ArrayList<>();
        for (YamlNode item : node.list()) {
            item.text()
                    .filter(name -> table(name, item) && once(name, item, seen))
                    .ifPresent(result::add);
        }
        return result;
    }

    private static boolean table(String name, YamlNode node) {
        if (name.indexOf('.') < 0 && name.length() <= 64) {
            return true;
        }
        node.document()
                .mistake(
                        ErrorCode.SPEC_VALUE,
                        node.keyAt(),
                        name + " is not the bare name of a table or column.",
                        "Write it without a database or table before it, up to 64 characters.");
        return false;
    }

    /** The servers take column names in any case, and many take table names so. */
    private static boolean once(String name, YamlNode node, Map<String, YamlNode> seen) {
        YamlNode first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), node);
        if (first == null) {
            return true;
        }
        String at = first.keyAt().line() + ":" + first.keyAt().column();
        node.document()
                .mistake(
                        ErrorCode.SPEC_DUPLICATE_KEY,
                        node.keyAt(),
                        name + " stands twice here, first at " + at + ".",
                        "Keep one of the two.");
        return false;
    }
}
