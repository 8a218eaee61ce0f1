package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.cases.Expectation.CheckVerdict;
import dev.dbmerge.internal.cases.Subject.Kind;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import dev.dbmerge.report.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a case expects; the words depend on what it tests. */
final class ExpectationReader {
    private static final String UNDECIDED = "?";
    private static final Map<String, Fate> FATES =
            Map.of("removed", Fate.REMOVED, "kept", Fate.KEPT, "changed", Fate.CHANGED);
    private static final Map<String, CheckVerdict> VERDICTS =
            Map.of("holds", CheckVerdict.HOLDS, "found", CheckVerdict.FINDS);
    private static final Map<String, Outcome> OUTCOMES =
            Map.of("verified", Outcome.VERIFIED, "rejected", Outcome.REJECTED);
    private static final Set<String> PARTS = Set.of("removed", "kept", "changed", "rows");

    private final Subject subject;
    private final RowNodes rows = new RowNodes();

    ExpectationReader(Subject subject) {
        this.subject = subject;
    }

    Optional<Expectation> read(YamlNode node) {
        if (node.raw().filter(UNDECIDED::equals).isPresent()) {
            return Optional.of(new Expectation(
                    node.at(), true, List.of(), Optional.empty(), Optional.empty(), List.of(), Optional.empty()));
        }
        Optional<YamlNode> refusal =
                node.isMapping() ? node.mapping().flatMap(mapping -> mapping.get("refused")) : Optional.empty();
        if (refusal.isPresent() && subject.kind() != Kind.MERGE) {
            return refused(node, refusal.get());
        }
        return switch (subject.kind()) {
            case CLEANUP -> Optional.of(of(node, cleanup(node)));
            case OVERLAY -> Optional.of(of(node, overlay(node)));
            case CHECK -> check(node);
            case MERGE -> merge(node);
        };
    }

    private static Expectation of(YamlNode node, List<TableExpectation> tables) {
        return new Expectation(
                node.at(), false, tables, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    private Optional<Expectation> refused(YamlNode node, YamlNode refusal) {
        node.mapping().ifPresent(keys -> keys.refuseOthers(List.of("refused")));
        return Optional.of(new Expectation(
                node.at(), false, List.of(), Optional.empty(), Optional.empty(), List.of(), refusal.literal()));
    }

    private List<TableExpectation> cleanup(YamlNode node) {
        if (!node.isMapping()) {
            return List.of(table(node, Optional.empty()));
        }
        Set<String> keys = keys(node);
        if (keys.stream().anyMatch(PARTS::contains)) {
            return List.of(table(node, Optional.empty()));
        }
        return tables(node);
    }

    /** A row's values are values; a table's are rows. */
    private List<TableExpectation> overlay(YamlNode node) {
        boolean tables = node.isMapping()
                && node.mapping().orElseThrow().values().values().stream()
                        .anyMatch(value -> value.isMapping() || value.isList());
        if (tables) {
            return tables(node);
        }
        if (node.isMapping() || node.isList()) {
            return List.of(exactly(node, Optional.of(subject.id())));
        }
        node.mistake(
                ErrorCode.CASE,
                "expect is one word where rows are expected.",
                "Write the merged rows, as in expect: [{ id: 1, name: Ada }]; [] for none.");
        return List.of();
    }

    private Optional<Expectation> check(YamlNode node) {
        if (!node.isMapping()) {
            return node.choice(VERDICTS)
                    .map(verdict -> new Expectation(
                            node.at(),
                            false,
                            List.of(),
                            Optional.of(verdict),
                            Optional.empty(),
                            List.of(),
                            Optional.empty()));
        }
        YamlMapping mapping = node.mapping().orElseThrow();
        mapping.refuseOthers(List.of("found", "refused"));
        return mapping.require("found", "Write found: and the rows that the check returns, or expect: holds.")
                .map(value -> of(node, List.of(found(value))));
    }

    /** A single value is that of the check's first column. */
    private TableExpectation found(YamlNode node) {
        List<Row> found = new ArrayList<>();
        for (YamlNode item : node.isList() ? node.list() : List.of(node)) {
            if (item.isMapping()) {
                rows.row(item).ifPresent(found::add);
            } else {
                rows.cell(item).ifPresent(cell -> found.add(new Row(item.at(), Map.of("", cell))));
            }
        }
        return new TableExpectation(
                node.at(), Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), Optional.of(found));
    }

    private Optional<Expectation> merge(YamlNode node) {
        Optional<YamlMapping> mapping = node.mapping();
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        Map<String, YamlNode> others = new LinkedHashMap<>(mapping.get().values());
        Optional<Outcome> outcome =
                Optional.ofNullable(others.remove("outcome")).flatMap(value -> value.choice(OUTCOMES));
        Optional<YamlNode> findings = Optional.ofNullable(others.remove("findings"));
        Optional<String> refused = Optional.ofNullable(others.remove("refused")).flatMap(YamlNode::literal);
        Optional<YamlNode> tables = Optional.ofNullable(others.remove("tables"));
        List<TableExpectation> expected = new ArrayList<>();
        others.forEach((table, value) -> expected.add(table(value, Optional.of(table))));
        tables.ifPresent(value -> expected.addAll(tables(value)));
        List<String> codes = new ArrayList<>();
        findings.ifPresent(list -> (list.isList() ? list.list() : List.of(list))
                .forEach(item -> item.literal().ifPresent(codes::add)));
        return Optional.of(new Expectation(node.at(), false, expected, Optional.empty(), outcome, codes, refused));
    }

    private List<TableExpectation> tables(YamlNode node) {
        List<TableExpectation> expected = new ArrayList<>();
        node.mapping()
                .ifPresent(mapping ->
                        mapping.values().forEach((table, value) -> expected.add(table(value, Optional.of(table)))));
        return expected;
    }

    private TableExpectation table(YamlNode node, Optional<String> table) {
        boolean parts = node.isMapping() && PARTS.stream().anyMatch(keys(node)::contains);
        if (parts) {
            return parts(node, table);
        }
        if (node.isMapping() || node.isList()) {
            return exactly(node, table);
        }
        Optional<Fate> all = node.choice(FATES);
        return new TableExpectation(node.at(), table, all, List.of(), List.of(), List.of(), Optional.empty());
    }

    private TableExpectation exactly(YamlNode node, Optional<String> table) {
        return new TableExpectation(
                node.at(), table, Optional.empty(), List.of(), List.of(), List.of(), Optional.of(rows.rows(node)));
    }

    private TableExpectation parts(YamlNode node, Optional<String> table) {
        YamlMapping mapping = node.mapping().orElseThrow();
        mapping.refuseOthers(List.of("removed", "kept", "changed", "rows"));
        return new TableExpectation(
                node.at(),
                table,
                Optional.empty(),
                mapping.get("removed").map(rows::selections).orElse(List.of()),
                mapping.get("kept").map(rows::selections).orElse(List.of()),
                mapping.get("changed").map(rows::rows).orElse(List.of()),
                mapping.get("rows").map(rows::rows));
    }

    private static Set<String> keys(YamlNode node) {
        return node.mapping().map(mapping -> mapping.values().keySet()).orElse(Set.of());
    }
}
