package dev.dbmerge.spec;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.sql.SqlExpression;
import dev.dbmerge.internal.sql.SqlQuery;
import dev.dbmerge.internal.sql.SqlTextException;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import dev.dbmerge.spec.Overlay.Convert;
import dev.dbmerge.spec.Overlay.Structure;
import dev.dbmerge.spec.TableDecision.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Reads which of production's tables are laid over, and which are left behind. */
final class TableDecisions {
    private static final List<String> KEYS = List.of(
            "from", "where", "columns", "default", "convert", "drop", "keep-staging", "keep-structure", "engine");
    private static final Map<String, Convert> CONVERT =
            Map.of("truncate", Convert.TRUNCATE, "nearest", Convert.NEAREST);
    private static final Map<String, Structure> STRUCTURE =
            Map.of("staging", Structure.STAGING, "production", Structure.PRODUCTION);
    /** Stands before the names of objects under discard. */
    private static final String OBJECT_KIND =
            "(?i)^(view|trigger|event|sequence|history of|procedure|function|package body|package) +(?=\\S)";

    private static final Map<String, Content> CONTENT = Map.of("accept", Content.ACCEPT, "empty", Content.EMPTY);

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
                    if (table(table, value) && once(table, value, seen) && !value.isTakenBack()) {
                        result.put(table, overlay(table, value));
                    }
                }));
        return result;
    }

    private Overlay overlay(String table, YamlNode node) {
        Optional<YamlMapping> mapping = node.mapping();
        mapping.ifPresent(keys -> keys.refuseOthers(KEYS));
        return new Overlay(
                table,
                get(mapping, "from").flatMap(this::source),
                get(mapping, "where").flatMap(this::expression),
                byColumn(get(mapping, "columns"), this::expression),
                byColumn(get(mapping, "default"), this::expression),
                byColumn(get(mapping, "convert"), value -> value.choice(CONVERT)),
                get(mapping, "drop").map(this::names).orElse(List.of()),
                get(mapping, "keep-staging").flatMap(this::expression),
                get(mapping, "keep-structure")
                        .flatMap(value -> value.choice(STRUCTURE))
                        .orElse(Structure.STAGING),
                get(mapping, "engine").flatMap(YamlNode::text),
                node.keyAt());
    }

    private static Optional<YamlNode> get(Optional<YamlMapping> mapping, String key) {
        return mapping.flatMap(keys -> keys.get(key));
    }

    /** Reads a table's name or a query. */
    private Optional<String> source(YamlNode node) {
        Optional<String> text = node.text().map(String::strip);
        if (text.isEmpty() || !text.get().matches("(?is)(\\(|(SELECT|WITH)\\b).*")) {
            return text.filter(name -> table(name, node));
        }
        try {
            return Optional.of(SqlQuery.parse(text.get()).text());
        } catch (SqlTextException e) {
            node.mistake(
                    node.path() + " is no query: " + e.getMessage() + ".",
                    e.remedy().isEmpty() ? "Write a table of production or one SELECT." : e.remedy());
            return Optional.empty();
        }
    }

    private <T> Map<String, T> byColumn(Optional<YamlNode> node, Function<YamlNode, Optional<T>> reader) {
        Map<String, T> columns = new LinkedHashMap<>();
        Map<String, YamlNode> seen = new HashMap<>();
        node.flatMap(YamlNode::mapping)
                .ifPresent(mapping -> mapping.values().forEach((column, value) -> {
                    if (once(column, value, seen) && !value.isTakenBack()) {
                        reader.apply(value).ifPresent(read -> columns.put(column, read));
                    }
                }));
        return columns;
    }

    /** Reads {@code tables}. */
    Map<String, TableDecision> contents(YamlNode node, Map<String, Overlay> overlay) {
        Map<String, TableDecision> contents = byColumn(Optional.of(node), this::content);
        node.mapping()
                .ifPresent(
                        mapping -> mapping.values()
                                .forEach(
                                        (name, value) -> overlay.keySet().stream()
                                                .filter(table -> table.equalsIgnoreCase(name))
                                                .findFirst()
                                                .ifPresent(
                                                        table -> value.document()
                                                                .mistake(
                                                                        ErrorCode.SPEC_VALUE,
                                                                        value.keyAt(),
                                                                        "The table " + table
                                                                                + " is under tables and under overlay.",
                                                                        "Keep it in one of the two: overlay takes production's rows, tables speaks of staging's."))));
        return contents;
    }

    private Optional<TableDecision> content(YamlNode node) {
        String table = node.path().substring(node.path().indexOf('.') + 1);
        if (!node.isMapping()) {
            return node.choice(CONTENT).map(content -> new TableDecision(table, content, List.of(), node.keyAt()));
        }
        Optional<YamlMapping> mapping = node.mapping();
        mapping.ifPresent(keys -> keys.refuseOthers(List.of("keep-production")));
        return mapping.flatMap(keys -> keys.require("keep-production", "Write keep-production: [column]."))
                .map(columns -> new TableDecision(table, Content.KEEP_PRODUCTION, names(columns), node.keyAt()));
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
        List<String> result = names(node, name -> name.replaceFirst(OBJECT_KIND, ""));
        for (YamlNode item : node.isList() ? node.list() : List.<YamlNode>of()) {
            String name = item.raw().orElse("");
            overlay.keySet().stream()
                    .filter(table -> table.equalsIgnoreCase(name)
                            && overlay.get(table).from().isEmpty())
                    .findFirst()
                    .ifPresent(table -> item.mistake(
                            "The table " + table + " is under discard and under overlay.",
                            "Keep it in one of the two: overlay takes its rows over, discard leaves them behind."));
        }
        return result;
    }

    private List<String> names(YamlNode node) {
        return names(node, name -> name);
    }

    private List<String> names(YamlNode node, UnaryOperator<String> bare) {
        Map<String, YamlNode> seen = new HashMap<>();
        List<String> result = new ArrayList<>();
        for (YamlNode item : node.list()) {
            item.text()
                    .filter(name -> table(bare.apply(name), item) && once(name, item, seen))
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
