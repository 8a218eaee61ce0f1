package dev.dbmerge.internal.cases;

import dev.dbmerge.error.ErrorCode;
import dev.dbmerge.internal.cases.Expectation.CheckVerdict;
import dev.dbmerge.internal.cases.Subject.Kind;
import dev.dbmerge.internal.cases.TableExpectation.Fate;
import dev.dbmerge.internal.yaml.Suggestion;
import dev.dbmerge.internal.yaml.YamlMapping;
import dev.dbmerge.internal.yaml.YamlNode;
import dev.dbmerge.report.Outcome;
import java.util.ArrayList;
import java.util.Collection;
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
    private static final Set<String> WORDS = Set.of("removed", "kept", "changed", "rows", "refused");
    private static final Set<String> MERGE_WORDS = Set.of("outcome", "findings", "refused", "tables");

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
        if (refuseUndecided(node, 5)) {
            return Optional.empty();
        }
        if (node.isNothing() || node.isMapping() && keys(node).isEmpty()) {
            node.mistake(ErrorCode.CASE, "expect says nothing.", example());
            return Optional.empty();
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

    private String example() {
        return switch (subject.kind()) {
            case CLEANUP -> "Write removed, kept or changed, for some rows as in removed: [1]; ? shows what happens.";
            case OVERLAY -> "Write the merged rows, as in expect: [{ id: 1, name: Ada }]; [] for none.";
            case CHECK -> "Write holds, found, or the rows that it finds, as in found: [1].";
            case MERGE -> "Write outcome: verified, refused: and the error's code, or a table's rows.";
        };
    }

    /** A table's or a row's question mark would be a text, which nobody means. */
    private static boolean refuseUndecided(YamlNode node, int levels) {
        if (levels > 0 && (node.isMapping() || node.isList())) {
            Collection<YamlNode> parts = node.isList()
                    ? node.list()
                    : node.mapping().orElseThrow().values().values();
            return parts.stream()
                            .filter(part -> refuseUndecided(part, levels - 1))
                            .count()
                    > 0;
        }
        boolean undecided =
                !node.isQuoted() && node.raw().filter(UNDECIDED::equals).isPresent();
        if (undecided) {
            node.mistake(
                    ErrorCode.CASE,
                    "A part of an expectation cannot be undecided.",
                    "Write expect: ? alone; in quotes, '?' is a text.");
        }
        return undecided;
    }

    private static Expectation of(YamlNode node, List<TableExpectation> tables) {
        return new Expectation(
                node.at(), false, tables, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    private Optional<Expectation> refused(YamlNode node, YamlNode refusal) {
        node.mapping().ifPresent(keys -> keys.refuseOthers(List.of("refused")));
        return Optional.of(new Expectation(
                node.at(), false, List.of(), Optional.empty(), Optional.empty(), List.of(), coded(refusal)));
    }

    /** Reads a text that begins with an error's code. */
    private static Optional<String> coded(YamlNode node) {
        Optional<String> text = node.literal();
        text.flatMap(CodedText::problem)
                .ifPresent(problem -> node.mistake(ErrorCode.CASE, node.path() + " " + problem, CodedText.REMEDY));
        return text;
    }

    private List<TableExpectation> cleanup(YamlNode node) {
        if (!node.isMapping()) {
            return List.of(table(node, Optional.empty()));
        }
        if (keys(node).stream().anyMatch(PARTS::contains)) {
            return List.of(table(node, Optional.empty()));
        }
        return tables(node, WORDS);
    }

    /** A row's values are values; a table's are rows. */
    private List<TableExpectation> overlay(YamlNode node) {
        boolean tables = node.isMapping()
                && (keys(node).contains(subject.id())
                        || node.mapping().orElseThrow().values().values().stream()
                                .anyMatch(value -> value.isMapping() || value.isList()));
        if (tables && keys(node).stream().anyMatch(PARTS::contains)) {
            return List.of(table(node, Optional.of(subject.id())));
        }
        if (tables) {
            return tables(node, WORDS);
        }
        if (node.isMapping() || node.isList()) {
            return List.of(exactly(node, Optional.of(subject.id())));
        }
        refuseWord(node);
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
        if (node.isNothing() || node.isList() && node.list().isEmpty()) {
            node.mistake(ErrorCode.CASE, "expect.found names no row.", "Write expect: holds, or found: [1].");
        }
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
        Optional<String> refused = Optional.ofNullable(others.remove("refused")).flatMap(ExpectationReader::coded);
        Optional<YamlNode> tables = Optional.ofNullable(others.remove("tables"));
        List<TableExpectation> expected = new ArrayList<>();
        expected.addAll(tables(others, MERGE_WORDS));
        tables.ifPresent(value -> expected.addAll(tables(value, Set.of())));
        List<String> codes = new ArrayList<>();
        findings.ifPresent(list -> (list.isList() ? list.list() : List.of(list))
                .forEach(item -> coded(item).ifPresent(codes::add)));
        return Optional.of(new Expectation(node.at(), false, expected, Optional.empty(), outcome, codes, refused));
    }

    private List<TableExpectation> tables(YamlNode node, Set<String> words) {
        return node.mapping().map(mapping -> tables(mapping.values(), words)).orElse(List.of());
    }

    /** Reads what is expected of tables. A key that is nearly a word of the format and has no rows behind it is no table. */
    private List<TableExpectation> tables(Map<String, YamlNode> values, Set<String> words) {
        List<TableExpectation> expected = new ArrayList<>();
        values.forEach((table, value) -> {
            Optional<String> meant = isOfTable(value) ? Optional.empty() : Suggestion.closest(table, words);
            meant.ifPresentOrElse(
                    word -> value.document()
                            .mistake(
                                    ErrorCode.SPEC_UNKNOWN_KEY,
                                    value.keyAt(),
                                    "expect knows no key " + table + ".",
                                    "Did you mean " + word + "?"),
                    () -> expected.add(table(value, Optional.of(table))));
        });
        return expected;
    }

    private static boolean isOfTable(YamlNode value) {
        return value.isMapping()
                || value.isList() && value.list().stream().allMatch(YamlNode::isMapping)
                || value.raw().filter(FATES::containsKey).isPresent();
    }

    private boolean hasBefore() {
        return subject.kind() == Kind.CLEANUP;
    }

    private static void refuseWord(YamlNode node) {
        node.mistake(
                ErrorCode.CASE,
                node.path() + " is one word where rows are expected.",
                "Write the merged rows, as in [{ id: 1, name: Ada }]; [] for none.");
    }

    private static void refuseBefore(YamlNode node) {
        node.mistake(
                ErrorCode.CASE,
                node.path() + " compares with the rows before, which merged rows do not have.",
                "Write the merged rows, as in [{ id: 1, name: Ada }]; [] for none.");
    }

    private TableExpectation table(YamlNode node, Optional<String> table) {
        boolean parts = node.isMapping() && PARTS.stream().anyMatch(keys(node)::contains);
        if (parts) {
            return parts(node, table);
        }
        if (node.isMapping() || node.isList()) {
            return exactly(node, table);
        }
        if (!hasBefore()) {
            refuseWord(node);
            return exactly(node, table, List.of());
        }
        Optional<Fate> all = node.choice(FATES);
        return new TableExpectation(node.at(), table, all, List.of(), List.of(), List.of(), Optional.empty());
    }

    private TableExpectation exactly(YamlNode node, Optional<String> table) {
        return exactly(node, table, rows.rows(node));
    }

    private static TableExpectation exactly(YamlNode node, Optional<String> table, List<Row> rows) {
        return new TableExpectation(
                node.at(), table, Optional.empty(), List.of(), List.of(), List.of(), Optional.of(rows));
    }

    private TableExpectation parts(YamlNode node, Optional<String> table) {
        YamlMapping mapping = node.mapping().orElseThrow();
        mapping.refuseOthers(List.of("removed", "kept", "changed", "rows"));
        if (!hasBefore()) {
            FATES.keySet().stream()
                    .sorted()
                    .flatMap(word -> mapping.get(word).stream())
                    .forEach(ExpectationReader::refuseBefore);
        }
        return new TableExpectation(
                node.at(),
                table,
                Optional.empty(),
                mapping.get("removed").map(rows::selections).orElse(List.of()),
                mapping.get("kept").map(rows::selections).orElse(List.of()),
                mapping.get("changed").map(this::changed).orElse(List.of()),
                mapping.get("rows").map(rows::rows));
    }

    private List<Row> changed(YamlNode node) {
        List<Row> changed = rows.rows(node);
        if (node.isNothing() || changed.stream().anyMatch(row -> row.cells().isEmpty())) {
            node.mistake(
                    ErrorCode.CASE,
                    node.path() + " does not say what changes.",
                    "Write the key and the new values, as in [{ id: 1, title: x }].");
        }
        return changed;
    }

    private static Set<String> keys(YamlNode node) {
        return node.mapping().map(mapping -> mapping.values().keySet()).orElse(Set.of());
    }
}
