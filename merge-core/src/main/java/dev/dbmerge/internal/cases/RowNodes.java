package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads rows and values from YAML, letter by letter: 007 and 1.50 stay what they are. */
final class RowNodes {
    /** Reads one row or a list of rows. */
    List<Row> rows(YamlNode node) {
        if (node.isNothing()) {
            return List.of();
        }
        List<YamlNode> items = node.isList() ? node.list() : List.of(node);
        return items.stream().flatMap(item -> row(item).stream()).toList();
    }

    /** Reads a row. */
    Optional<Row> row(YamlNode node) {
        if (!node.isMapping()) {
            node.mistake(
                    ErrorCode.CASE,
                    node.path() + " is no row.",
                    "Write the columns that matter, as in { id: 1, title: API }.");
            return Optional.empty();
        }
        Map<String, Cell> cells = new LinkedHashMap<>();
        node.mapping()
                .ifPresent(mapping -> mapping.values()
                        .forEach((column, value) -> cell(column, value).ifPresent(cell -> cells.put(column, cell))));
        return Optional.of(new Row(node.at(), cells));
    }

    private Optional<Cell> cell(String column, YamlNode value) {
        if (column.equals("<<")) {
            value.document()
                    .mistake(
                            ErrorCode.CASE,
                            value.keyAt(),
                            "A row takes no columns from another by <<.",
                            "Write the columns out.");
            return Optional.empty();
        }
        return cell(value);
    }

    /** Reads one value. */
    Optional<Cell> cell(YamlNode node) {
        Optional<String> text = node.isNothing() ? Optional.empty() : node.raw();
        if (!node.isNothing() && text.isEmpty()) {
            node.mistake(
                    ErrorCode.CASE,
                    node.path() + " is " + (node.isList() ? "a list" : "a mapping") + " where one value is expected.",
                    "Put JSON in quotes.");
            return Optional.empty();
        }
        return Optional.of(new Cell(node.at(), text, node.isQuoted()));
    }

    /** Reads what names rows: one value or a list of them, each a key or a row's values. */
    List<Selection> selections(YamlNode node) {
        List<YamlNode> items = node.isList() ? node.list() : List.of(node);
        return items.stream().flatMap(this::selection).toList();
    }

    private Stream<Selection> selection(YamlNode node) {
        Row nothing = new Row(node.at(), Map.of());
        boolean empty = node.isMapping()
                ? node.mapping().filter(row -> row.values().isEmpty()).isPresent()
                : node.isNothing() || node.isList() && node.list().isEmpty();
        if (empty) {
            node.mistake(ErrorCode.CASE, node.path() + " is empty.", "Write a key, or a list of them.");
            return Stream.of();
        }
        if (node.isMapping()) {
            return row(node).map(row -> new Selection(node.at(), List.of(), row)).stream();
        }
        List<Cell> key = (node.isList() ? node.list() : List.of(node))
                .stream().flatMap(item -> cell(item).stream()).toList();
        return Stream.of(new Selection(node.at(), key, nothing));
    }
}
